"""The words of the model as each format spells them, for messages: whoever writes Terraform reads Terraform's words."""

from __future__ import annotations

from collections.abc import Mapping

from mvnetgen.formats.arm.spelling import ISOLATION_MODES
from mvnetgen.model.estate import Form
from mvnetgen.rules.message import Message

_ARM = {
    "address_prefixes": "addressPrefixes",
    "firewall_sku": "firewallSku",
    "image_build_compute": "imageBuildCompute",
    "ip_rules": "ipRules",
    "isolation_mode": "isolationMode",
    "managed_network": "managedNetwork",
    "managed_network_kind": "managedNetworkKind",
    "managed": "useMicrosoftManagedNetwork",
    "network_injections": "networkInjections",
    "network_acls": "networkAcls",
    "outbound_rules": "outboundRules",
    "port_ranges": "portRanges",
    "provision_network_now": "provisionNetworkNow",
    "public_network_access": "publicNetworkAccess",
    "service_resource_id": "serviceResourceId",
    "service_tag": "serviceTag",
    "spark_enabled": "sparkEnabled",
    "subnet_id": "subnetArmId",
    "subresource_target": "subresourceTarget",
    "system_datastores_auth_mode": "systemDatastoresAuthMode",
    "user_assigned_identities": "userAssignedIdentities",
}
_AZAPI = {"user_assigned_identities": "identity_ids"}
_AZURERM = {
    "image_build_compute": "image_build_compute_name",
    "provision_network_now": "provision_on_creation_enabled",
    "public_network_access": "public_network_access_enabled",
    "subresource_target": "sub_resource_target",
    "system_datastores_auth_mode": "storage_account_access_type",
    "user_assigned_identities": "identity_ids",
}
_AVM = {
    "managed_network": "workspace_managed_network",
    "provision_network_now": "provision_network_now_enabled",
    "public_network_access": "public_network_access_enabled",
    "service_resource_id": "resource_id",
    "subresource_target": "sub_resource_target",
    "system_datastores_auth_mode": "storage_access_type",
    "user_assigned_identities": "user_assigned_resource_ids",
}
_IDENTITIES = {
    "system_assigned": "SystemAssigned",
    "user_assigned": "UserAssigned",
    "system_assigned,user_assigned": "SystemAssigned, UserAssigned",
}
_ARM_IDENTITIES = _IDENTITIES | {"system_assigned,user_assigned": "SystemAssigned,UserAssigned"}
_MODES = {mode.value: spelling for mode, spelling in ISOLATION_MODES.items() if "_" in mode.value}
WORDS: Mapping[Form, Mapping[str, str]] = {
    Form.YAML: {},
    Form.AZAPI: _ARM | _AZAPI | _MODES | _IDENTITIES,
    Form.AZURERM: _AZURERM | _MODES | _IDENTITIES,
    Form.AI_FOUNDRY: _AZURERM | _MODES | _IDENTITIES | {"public_network_access": "public_network_access"},
    Form.AVM: _AVM | _MODES,
    Form.BICEP: _ARM | _MODES | _ARM_IDENTITIES,
    Form.ARM: _ARM | _MODES | _ARM_IDENTITIES,
}
"""By format, what it calls the keys of the model and the values that are no plain words."""


def in_words_of(form: Form, text: str) -> str:
    """A message as the format spells it; a plain text stays as it is."""
    return text.spelled(WORDS[form]) if isinstance(text, Message) else text
