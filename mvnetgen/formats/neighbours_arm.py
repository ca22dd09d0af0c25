"""The settings of neighbours in ARM's bodies, as azapi, Bicep and ARM templates have them."""

from __future__ import annotations

from collections.abc import Mapping

from mvnetgen.formats.policy_rule import denied_types
from mvnetgen.formats.setting_source import Source, each, flattened, last_part, path, tier, words
from mvnetgen.model import neighbours as contract

_ARM_NAMED: dict[str, Source] = {"name": path("name"), "location": path("location")}
_ARM_GUARDED: dict[str, Source] = {
    "public_network_access": path("body", "properties", "publicNetworkAccess"),
    "default_action": path("body", "properties", "networkAcls", "defaultAction"),
    "subnet_ids": path("body", "properties", "networkAcls", "virtualNetworkRules", change=each("id")),
}
_ARM_BYPASS: dict[str, Source] = {"bypass": path("body", "properties", "networkAcls", "bypass", change=words)}
_ARM_CHILD: dict[str, Source] = {"name": path("name"), "workspace": path("parent_id")}
ARM: Mapping[str, Mapping[str, Source]] = {
    contract.STORAGE: {
        **_ARM_NAMED,
        **_ARM_GUARDED,
        **_ARM_BYPASS,
        "sku_tier": path("body", "sku", "name", change=tier),
        "ip_rules": path("body", "properties", "networkAcls", "ipRules", change=each("value")),
        "kind": path("body", "kind"),
        "is_hns_enabled": path("body", "properties", "isHnsEnabled"),
        "shared_access_key_enabled": path("body", "properties", "allowSharedKeyAccess"),
        "resource_access_rules": path(
            "body", "properties", "networkAcls", "resourceAccessRules", change=each("resourceId")
        ),
    },
    contract.KEY_VAULT: {**_ARM_NAMED, **_ARM_GUARDED, **_ARM_BYPASS},
    contract.REGISTRY: {
        **_ARM_NAMED,
        "public_network_access": _ARM_GUARDED["public_network_access"],
        "sku": path("body", "sku", "name"),
        "default_action": path("body", "properties", "networkRuleSet", "defaultAction"),
        "bypass": path("body", "properties", "networkRuleBypassOptions", change=words),
    },
    contract.ROLE_ASSIGNMENT: {
        "scope": path("parent_id"),
        "role": path("body", "properties", "roleDefinitionId"),
        "principal": path("body", "properties", "principalId"),
    },
    contract.LOCK: {"scope": path("parent_id"), "level": path("body", "properties", "level")},
    contract.PRIVATE_ENDPOINT: {
        **_ARM_NAMED,
        "target": path("body", "properties", "privateLinkServiceConnections", 0, "properties", "privateLinkServiceId"),
        "subresources": path("body", "properties", "privateLinkServiceConnections", 0, "properties", "groupIds"),
        "subnet": path("body", "properties", "subnet", "id"),
    },
    contract.IDENTITY: _ARM_NAMED,
    contract.COMPUTE: {
        **_ARM_CHILD,
        "compute_type": path("body", "properties", "computeType"),
        "location": path("body", "properties", "computeLocation"),
        "subnet": path("body", "properties", "properties", "subnet", "id"),
        "public_ip": path("body", "properties", "properties", "enableNodePublicIp"),
    },
    contract.BATCH_ENDPOINT: _ARM_CHILD,
    contract.ONLINE_ENDPOINT: {
        **_ARM_CHILD,
        "kind": path("body", "kind"),
        "compute": path("body", "properties", "compute"),
    },
    contract.ONLINE_DEPLOYMENT: {
        "name": path("name"),
        "endpoint": path("parent_id"),
        "kind": path("body", "kind"),
    },
    contract.CONNECTION: {
        **_ARM_CHILD,
        "category": path("body", "properties", "category"),
        "target": path("body", "properties", "target"),
        "resource": path("body", "properties", "metadata", "ResourceId"),
    },
    contract.ROLE_DEFINITION: {
        "name": path("body", "properties", "roleName"),
        "scope": path("parent_id"),
        "actions": path("body", "properties", "permissions", change=flattened("actions")),
        "not_actions": path("body", "properties", "permissions", change=flattened("notActions")),
    },
    contract.POLICY_DEFINITION: {
        "name": path("name"),
        "denies": path("body", "properties", change=lambda node: denied_types(node, "policyRule", "parameters")),
    },
    contract.REGISTRATION: {"name": path("resource_id", change=last_part)},
}
OTHER: Mapping[str, Source] = {
    **_ARM_NAMED,
    **_ARM_GUARDED,
    "custom_subdomain": path("body", "properties", "customSubDomainName"),
}
