"""
Resources beside the workspace, from azurerm's arguments and from ARM's bodies, as the settings that rules ask about.

The settings and their meaning are the contract of `mvnetgen.model.neighbours`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from mvnetgen.azure.private_link import arm_type_of_terraform
from mvnetgen.formats.policy_rule import denied_types
from mvnetgen.formats.resource import Resource
from mvnetgen.model import neighbours as contract
from mvnetgen.model.estate import Form
from mvnetgen.text.document import Node, Unknown

Settings = dict[str, Node]
Step = str | int
Change = Callable[[Node], Node]


@dataclass(frozen=True)
class Found:
    """A neighbour without its place in the estate."""

    arm_type: str
    settings: Settings
    part: str = ""
    """Of something that makes several neighbours, which one this is."""


def at(node: Node | None, *steps: Step) -> Node | None:
    """
    The node below another, by keys and indexes; None when nothing is there.

    A number also steps over a value that is no list: azurerm's blocks are lists, ARM's objects are not. An unknown value
    on the way is what is below it.
    """
    for step in steps:
        if node is None or isinstance(node.value, Unknown):
            return node
        if isinstance(step, int):
            if isinstance(node.value, tuple):
                node = node.value[step] if step < len(node.value) else None
        elif isinstance(node.value, Mapping):
            node = node.value.get(step)
        else:
            return None
    return node


def enabled_or_disabled(node: Node) -> Node:
    """ARM's word for azurerm's boolean."""
    if isinstance(node.value, bool):
        return replace(node, value="enabled" if node.value else "disabled")
    return node


def tier(node: Node) -> Node:
    """``premium`` of ``Premium_LRS``."""
    return replace(node, value=node.value.partition("_")[0]) if isinstance(node.value, str) else node


def words(node: Node) -> Node:
    """A list of the words in a text such as ``AzureServices, Logging``."""
    if not isinstance(node.value, str):
        return node
    items = tuple(Node(word.strip(), node.span) for word in node.value.split(","))
    return replace(node, value=items)


def each(*steps: Step) -> Change:
    """The same steps below each element of a list."""

    def change(node: Node) -> Node:
        if not isinstance(node.value, tuple):
            return node
        inner = (at(item, *steps) for item in node.value)
        return replace(node, value=tuple(item for item in inner if item is not None))

    return change


def none_if_true(node: Node) -> Node:
    """The word of newer releases for ``skip_provider_registration = true``."""
    return replace(node, value="none" if node.value else "legacy") if isinstance(node.value, bool) else node


def flattened(*steps: Step) -> Change:
    """The lists that stand below each element of a list, as one."""

    def change(node: Node) -> Node:
        found: list[Node] = []
        for item in node.value if isinstance(node.value, tuple) else (node,):
            inner = at(item, *steps)
            if inner is not None and isinstance(inner.value, Unknown):
                return replace(node, value=inner.value)
            found += inner.value if inner is not None and isinstance(inner.value, tuple) else ()
        return replace(node, value=tuple(found))

    return change


def last_part(node: Node) -> Node:
    """``Microsoft.Network`` of ``/subscriptions/…/providers/Microsoft.Network``."""
    return replace(node, value=node.value.rstrip("/").rpartition("/")[2]) if isinstance(node.value, str) else node


def same(node: Node) -> Node:
    """The node as it is."""
    return node


Source = tuple[tuple[Step, ...], Change]


def _path(*steps: Step, change: Change = same) -> Source:
    return steps, change


_NAMED: dict[str, Source] = {
    "name": _path("name"),
    "resource_group": _path("resource_group_name"),
    "location": _path("location"),
}
_ACCESS: dict[str, Source] = {
    "public_network_access": _path("public_network_access_enabled", change=enabled_or_disabled)
}
_WORKSPACE_ID = {"name": _path("name"), "workspace": _path("machine_learning_workspace_id")}
_SUBNET = {"subnet": _path("subnet_resource_id")}

AZURERM: Mapping[str, tuple[str, Mapping[str, Source]]] = {
    "azurerm_storage_account": (
        contract.STORAGE,
        {
            **_NAMED,
            **_ACCESS,
            "sku_tier": _path("account_tier"),
            "kind": _path("account_kind"),
            "is_hns_enabled": _path("is_hns_enabled"),
            "shared_access_key_enabled": _path("shared_access_key_enabled"),
            "default_action": _path("network_rules", 0, "default_action"),
            "bypass": _path("network_rules", 0, "bypass"),
            "subnet_ids": _path("network_rules", 0, "virtual_network_subnet_ids"),
            "ip_rules": _path("network_rules", 0, "ip_rules"),
            "resource_access_rules": _path(
                "network_rules", 0, "private_link_access", change=each("endpoint_resource_id")
            ),
        },
    ),
    "azurerm_key_vault": (
        contract.KEY_VAULT,
        {
            **_NAMED,
            **_ACCESS,
            "default_action": _path("network_acls", 0, "default_action"),
            "bypass": _path("network_acls", 0, "bypass", change=words),
            "subnet_ids": _path("network_acls", 0, "virtual_network_subnet_ids"),
        },
    ),
    "azurerm_container_registry": (
        contract.REGISTRY,
        {
            **_NAMED,
            **_ACCESS,
            "sku": _path("sku"),
            "default_action": _path("network_rule_set", 0, "default_action"),
            "bypass": _path("network_rule_bypass_option", change=words),
        },
    ),
    "azurerm_role_assignment": (
        contract.ROLE_ASSIGNMENT,
        {"scope": _path("scope"), "role": _path("role_definition_name"), "principal": _path("principal_id")},
    ),
    "azurerm_management_lock": (contract.LOCK, {"scope": _path("scope"), "level": _path("lock_level")}),
    "azurerm_private_endpoint": (
        contract.PRIVATE_ENDPOINT,
        {
            **_NAMED,
            "target": _path("private_service_connection", 0, "private_connection_resource_id"),
            "subresources": _path("private_service_connection", 0, "subresource_names"),
            "subnet": _path("subnet_id"),
        },
    ),
    "azurerm_user_assigned_identity": (contract.IDENTITY, _NAMED),
    "azurerm_machine_learning_compute_cluster": (
        contract.COMPUTE,
        {
            **_WORKSPACE_ID,
            **_SUBNET,
            "location": _path("location"),
            "public_ip": _path("node_public_ip_enabled"),
        },
    ),
    "azurerm_machine_learning_compute_instance": (
        contract.COMPUTE,
        {**_WORKSPACE_ID, **_SUBNET, "public_ip": _path("node_public_ip_enabled")},
    ),
    "azurerm_machine_learning_inference_cluster": (contract.COMPUTE, {**_WORKSPACE_ID, "location": _path("location")}),
    "azurerm_machine_learning_synapse_spark": (contract.COMPUTE, {**_WORKSPACE_ID, "location": _path("location")}),
    "azurerm_role_definition": (
        contract.ROLE_DEFINITION,
        {
            "name": _path("name"),
            "scope": _path("scope"),
            "actions": _path("permissions", change=flattened("actions")),
            "not_actions": _path("permissions", change=flattened("not_actions")),
        },
    ),
    "azurerm_policy_definition": (
        contract.POLICY_DEFINITION,
        {"name": _path("name"), "denies": _path(change=lambda node: denied_types(node, "policy_rule", "parameters"))},
    ),
    "azurerm_resource_provider_registration": (contract.REGISTRATION, {"name": _path("name")}),
    contract.PROVIDER: (
        contract.PROVIDER,
        {
            "name": _path("name"),
            "alias": _path("alias"),
            "tenant": _path("tenant_id"),
            "subscription": _path("subscription_id"),
            "registrations": _path("resource_provider_registrations"),
            "registers": _path("resource_providers_to_register"),
        },
    ),
}
_COMPUTE_TYPES = {
    "azurerm_machine_learning_compute_cluster": "amlcompute",
    "azurerm_machine_learning_compute_instance": "computeinstance",
    "azurerm_machine_learning_inference_cluster": "aks",
    "azurerm_machine_learning_synapse_spark": "synapsespark",
}
_ELSE: Mapping[str, Mapping[str, Source]] = {
    "azurerm_role_assignment": {"role": _path("role_definition_id")},
    contract.PROVIDER: {
        "registrations": _path("skip_provider_registration", change=none_if_true),
    },
}
"""Where a setting stands when it does not stand in its place."""
_OTHER_AZURERM: Mapping[str, Source] = {
    **_NAMED,
    **_ACCESS,
    "default_action": _path("network_acls", 0, "default_action"),
    "subnet_ids": _path("virtual_network_rule", change=each("id")),
    "custom_subdomain": _path("custom_subdomain_name"),
}
OWNED: Mapping[str, tuple[str, Mapping[str, Source]]] = {
    "azurerm_storage_account_network_rules": (
        "storage_account_id",
        {
            "default_action": _path("default_action"),
            "bypass": _path("bypass"),
            "subnet_ids": _path("virtual_network_subnet_ids"),
            "ip_rules": _path("ip_rules"),
            "resource_access_rules": _path("private_link_access", change=each("endpoint_resource_id")),
        },
    ),
    "azurerm_mssql_virtual_network_rule": (
        "server_id",
        {"subnet_ids": _path("subnet_id", change=lambda node: replace(node, value=(node,)))},
    ),
}
"""Resources that write settings of another: the argument that names it, and the settings."""

_ARM_NAMED: dict[str, Source] = {"name": _path("name"), "location": _path("location")}
_ARM_GUARDED: dict[str, Source] = {
    "public_network_access": _path("body", "properties", "publicNetworkAccess"),
    "default_action": _path("body", "properties", "networkAcls", "defaultAction"),
    "subnet_ids": _path("body", "properties", "networkAcls", "virtualNetworkRules", change=each("id")),
}
_ARM_BYPASS: dict[str, Source] = {"bypass": _path("body", "properties", "networkAcls", "bypass", change=words)}
_ARM_CHILD: dict[str, Source] = {"name": _path("name"), "workspace": _path("parent_id")}
ARM: Mapping[str, Mapping[str, Source]] = {
    contract.STORAGE: {
        **_ARM_NAMED,
        **_ARM_GUARDED,
        **_ARM_BYPASS,
        "sku_tier": _path("body", "sku", "name", change=tier),
        "ip_rules": _path("body", "properties", "networkAcls", "ipRules", change=each("value")),
        "kind": _path("body", "kind"),
        "is_hns_enabled": _path("body", "properties", "isHnsEnabled"),
        "shared_access_key_enabled": _path("body", "properties", "allowSharedKeyAccess"),
        "resource_access_rules": _path(
            "body", "properties", "networkAcls", "resourceAccessRules", change=each("resourceId")
        ),
    },
    contract.KEY_VAULT: {**_ARM_NAMED, **_ARM_GUARDED, **_ARM_BYPASS},
    contract.REGISTRY: {
        **_ARM_NAMED,
        "public_network_access": _ARM_GUARDED["public_network_access"],
        "sku": _path("body", "sku", "name"),
        "default_action": _path("body", "properties", "networkRuleSet", "defaultAction"),
        "bypass": _path("body", "properties", "networkRuleBypassOptions", change=words),
    },
    contract.ROLE_ASSIGNMENT: {
        "scope": _path("parent_id"),
        "role": _path("body", "properties", "roleDefinitionId"),
        "principal": _path("body", "properties", "principalId"),
    },
    contract.LOCK: {"scope": _path("parent_id"), "level": _path("body", "properties", "level")},
    contract.PRIVATE_ENDPOINT: {
        **_ARM_NAMED,
        "target": _path("body", "properties", "privateLinkServiceConnections", 0, "properties", "privateLinkServiceId"),
        "subresources": _path("body", "properties", "privateLinkServiceConnections", 0, "properties", "groupIds"),
        "subnet": _path("body", "properties", "subnet", "id"),
    },
    contract.IDENTITY: _ARM_NAMED,
    contract.COMPUTE: {
        **_ARM_CHILD,
        "compute_type": _path("body", "properties", "computeType"),
        "location": _path("body", "properties", "computeLocation"),
        "subnet": _path("body", "properties", "properties", "subnet", "id"),
        "public_ip": _path("body", "properties", "properties", "enableNodePublicIp"),
    },
    contract.BATCH_ENDPOINT: _ARM_CHILD,
    contract.ONLINE_ENDPOINT: {
        **_ARM_CHILD,
        "kind": _path("body", "kind"),
        "compute": _path("body", "properties", "compute"),
    },
    contract.ONLINE_DEPLOYMENT: {
        "name": _path("name"),
        "endpoint": _path("parent_id"),
        "kind": _path("body", "kind"),
    },
    contract.CONNECTION: {
        **_ARM_CHILD,
        "category": _path("body", "properties", "category"),
        "target": _path("body", "properties", "target"),
        "resource": _path("body", "properties", "metadata", "ResourceId"),
    },
    contract.ROLE_DEFINITION: {
        "name": _path("body", "properties", "roleName"),
        "scope": _path("parent_id"),
        "actions": _path("body", "properties", "permissions", change=flattened("actions")),
        "not_actions": _path("body", "properties", "permissions", change=flattened("notActions")),
    },
    contract.POLICY_DEFINITION: {
        "name": _path("name"),
        "denies": _path("body", "properties", change=lambda node: denied_types(node, "policyRule", "parameters")),
    },
    contract.REGISTRATION: {"name": _path("resource_id", change=last_part)},
}
_OTHER_ARM: Mapping[str, Source] = {
    **_ARM_NAMED,
    **_ARM_GUARDED,
    "custom_subdomain": _path("body", "properties", "customSubDomainName"),
}


def azurerm_types() -> Iterable[str]:
    """The azurerm types that are neighbours by a table of their own, and those that write a neighbour's settings."""
    return (*AZURERM, *OWNED)


def neighbours_of(resource: Resource) -> list[Found]:
    """The neighbours that a resource is or makes; empty when no rule asks about its type."""
    if resource.form is Form.AVM:
        return _made_by_module(resource)
    if resource.has_arm_type:
        return [from_arm(resource.type, resource.arguments)]
    found = from_azurerm(resource.type, resource.arguments)
    return [found] if found is not None else []


def _made_by_module(call: Resource) -> list[Found]:
    """The lock and the private endpoints that the AVM module makes for its workspace."""
    own = Node(call.reference, call.header)
    made: list[Found] = []
    level = at(call.arguments, "lock", "kind")
    if level is not None and level.value is not None:
        settings = {"scope": replace(own, span=level.span), "level": level}
        made.append(Found(contract.LOCK, settings, "lock"))
    endpoints = call.arguments.get("private_endpoints")
    if endpoints is not None and endpoints.value:
        settings = {"target": own, "subresources": Node((Node("amlworkspace", endpoints.span),), endpoints.span)}
        made.append(Found(contract.PRIVATE_ENDPOINT, settings, "private_endpoint"))
    return made


def from_azurerm(kind: str, body: Node) -> Found | None:
    """The neighbour of an azurerm resource; None when no rule asks about its type."""
    if kind in AZURERM:
        arm_type, sources = AZURERM[kind]
        settings = _settings(body, sources)
        if kind in _COMPUTE_TYPES:
            settings["compute_type"] = Node(_COMPUTE_TYPES[kind], body.span)
        for name, other in _ELSE.get(kind, {}).items():
            if name not in settings:
                settings |= _settings(body, {name: other})
        return Found(arm_type, settings)
    known = arm_type_of_terraform(kind)
    if known is None:
        return None
    plain = _settings(body, {"public_network_access": _path("public_network_access")})
    return Found(known.lower(), {**plain, **_settings(body, _OTHER_AZURERM)})


def from_arm(arm_type: str, resource: Node) -> Found:
    """The neighbour of a resource with an ARM body: its arguments, as `Resource` has them."""
    arm_type = arm_type.lower()
    settings = _settings(resource, ARM.get(arm_type, _OTHER_ARM))
    parent = resource.get("parent_id")
    if parent is not None and "resource_group" in contract.SETTINGS.get(arm_type, contract.OTHER):
        settings["resource_group"] = _group(parent)
    return Found(arm_type, settings)


def _group(parent: Node) -> Node:
    """The name of the resource group that an id ends with, or the reference to it."""
    if isinstance(parent.value, str):
        return replace(parent, value=parent.value.rstrip("/").rpartition("/")[2])
    return parent


def owned_settings(kind: str, body: Node) -> tuple[Node | None, Settings]:
    """What a resource of `OWNED` writes, and the value that names the owner."""
    argument, sources = OWNED[kind]
    return body.get(argument), _settings(body, sources)


def _settings(body: Node, sources: Mapping[str, Source]) -> Settings:
    settings = {}
    for name, (steps, change) in sources.items():
        node = at(body, *steps)
        if node is not None and node.value is not None:
            settings[name] = change(node)
    return settings
