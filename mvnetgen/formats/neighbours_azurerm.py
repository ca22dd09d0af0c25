"""The settings of neighbours in the arguments of azurerm's resources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mvnetgen.formats.policy_rule import denied_types
from mvnetgen.formats.setting_source import Source, each, enabled_or_disabled, flattened, none_if_true, path, words
from mvnetgen.model import neighbours as contract

_NAMED: dict[str, Source] = {
    "name": path("name"),
    "resource_group": path("resource_group_name"),
    "location": path("location"),
}
_ACCESS: dict[str, Source] = {
    "public_network_access": path("public_network_access_enabled", change=enabled_or_disabled)
}
_WORKSPACE_ID = {"name": path("name"), "workspace": path("machine_learning_workspace_id")}
_SUBNET = {"subnet": path("subnet_resource_id")}

AZURERM: Mapping[str, tuple[str, Mapping[str, Source]]] = {
    "azurerm_storage_account": (
        contract.STORAGE,
        {
            **_NAMED,
            **_ACCESS,
            "sku_tier": path("account_tier"),
            "kind": path("account_kind"),
            "is_hns_enabled": path("is_hns_enabled"),
            "shared_access_key_enabled": path("shared_access_key_enabled"),
            "default_action": path("network_rules", 0, "default_action"),
            "bypass": path("network_rules", 0, "bypass"),
            "subnet_ids": path("network_rules", 0, "virtual_network_subnet_ids"),
            "ip_rules": path("network_rules", 0, "ip_rules"),
            "resource_access_rules": path(
                "network_rules", 0, "private_link_access", change=each("endpoint_resource_id")
            ),
        },
    ),
    "azurerm_key_vault": (
        contract.KEY_VAULT,
        {
            **_NAMED,
            **_ACCESS,
            "default_action": path("network_acls", 0, "default_action"),
            "bypass": path("network_acls", 0, "bypass", change=words),
            "subnet_ids": path("network_acls", 0, "virtual_network_subnet_ids"),
        },
    ),
    "azurerm_container_registry": (
        contract.REGISTRY,
        {
            **_NAMED,
            **_ACCESS,
            "sku": path("sku"),
            "default_action": path("network_rule_set", 0, "default_action"),
            "bypass": path("network_rule_bypass_option", change=words),
        },
    ),
    "azurerm_role_assignment": (
        contract.ROLE_ASSIGNMENT,
        {"scope": path("scope"), "role": path("role_definition_name"), "principal": path("principal_id")},
    ),
    "azurerm_management_lock": (contract.LOCK, {"scope": path("scope"), "level": path("lock_level")}),
    "azurerm_private_endpoint": (
        contract.PRIVATE_ENDPOINT,
        {
            **_NAMED,
            "target": path("private_service_connection", 0, "private_connection_resource_id"),
            "subresources": path("private_service_connection", 0, "subresource_names"),
            "subnet": path("subnet_id"),
        },
    ),
    "azurerm_user_assigned_identity": (contract.IDENTITY, _NAMED),
    "azurerm_machine_learning_compute_cluster": (
        contract.COMPUTE,
        {
            **_WORKSPACE_ID,
            **_SUBNET,
            "location": path("location"),
            "public_ip": path("node_public_ip_enabled"),
        },
    ),
    "azurerm_machine_learning_compute_instance": (
        contract.COMPUTE,
        {**_WORKSPACE_ID, **_SUBNET, "public_ip": path("node_public_ip_enabled")},
    ),
    "azurerm_machine_learning_inference_cluster": (contract.COMPUTE, {**_WORKSPACE_ID, "location": path("location")}),
    "azurerm_machine_learning_synapse_spark": (contract.COMPUTE, {**_WORKSPACE_ID, "location": path("location")}),
    "azurerm_role_definition": (
        contract.ROLE_DEFINITION,
        {
            "name": path("name"),
            "scope": path("scope"),
            "actions": path("permissions", change=flattened("actions")),
            "not_actions": path("permissions", change=flattened("not_actions")),
        },
    ),
    "azurerm_policy_definition": (
        contract.POLICY_DEFINITION,
        {"name": path("name"), "denies": path(change=lambda node: denied_types(node, "policy_rule", "parameters"))},
    ),
    "azurerm_resource_provider_registration": (contract.REGISTRATION, {"name": path("name")}),
    contract.PROVIDER: (
        contract.PROVIDER,
        {
            "name": path("name"),
            "alias": path("alias"),
            "tenant": path("tenant_id"),
            "subscription": path("subscription_id"),
            "registrations": path("resource_provider_registrations"),
            "registers": path("resource_providers_to_register"),
        },
    ),
}
COMPUTE_TYPES = {
    "azurerm_machine_learning_compute_cluster": "amlcompute",
    "azurerm_machine_learning_compute_instance": "computeinstance",
    "azurerm_machine_learning_inference_cluster": "aks",
    "azurerm_machine_learning_synapse_spark": "synapsespark",
}
ELSEWHERE: Mapping[str, Mapping[str, Source]] = {
    "azurerm_role_assignment": {"role": path("role_definition_id")},
    contract.PROVIDER: {
        "registrations": path("skip_provider_registration", change=none_if_true),
    },
}
"""Where a setting stands when it does not stand in its place."""
OTHER: Mapping[str, Source] = {
    **_NAMED,
    **_ACCESS,
    "default_action": path("network_acls", 0, "default_action"),
    "subnet_ids": path("virtual_network_rule", change=each("id")),
    "custom_subdomain": path("custom_subdomain_name"),
}
OWNED: Mapping[str, tuple[str, Mapping[str, Source]]] = {
    "azurerm_storage_account_network_rules": (
        "storage_account_id",
        {
            "default_action": path("default_action"),
            "bypass": path("bypass"),
            "subnet_ids": path("virtual_network_subnet_ids"),
            "ip_rules": path("ip_rules"),
            "resource_access_rules": path("private_link_access", change=each("endpoint_resource_id")),
        },
    ),
    "azurerm_mssql_virtual_network_rule": (
        "server_id",
        {"subnet_ids": path("subnet_id", change=lambda node: replace(node, value=(node,)))},
    ),
}
"""Resources that write settings of another: the argument that names it, and the settings."""
