"""
How Azure Resource Manager spells the model: one table per enumeration for both directions, and the body of a request.

The defaults are those of `az ml workspace create`: the ARM template `workspace_base.json` (for a project
`workspace_project.json`) and `_populate_arm_parameters` of azure-ai-ml 1.35.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from mvnetgen.model.workspace import (
    CustomerManagedKey,
    FirewallSku,
    FqdnRule,
    Identity,
    IdentityType,
    IsolationMode,
    Kind,
    ManagedNetwork,
    PrivateEndpointRule,
    PublicAccess,
    ServiceTagRule,
    UndecidedRule,
    Workspace,
)
from mvnetgen.text.document import Unknown
from mvnetgen.text.errors import RenderError

WORKSPACES = "Microsoft.MachineLearningServices/workspaces"
OUTBOUND_RULES = f"{WORKSPACES}/outboundRules"

KINDS: Mapping[Kind, str] = {
    Kind.DEFAULT: "Default",
    Kind.HUB: "Hub",
    Kind.PROJECT: "Project",
    Kind.FEATURE_STORE: "FeatureStore",
}
ISOLATION_MODES: Mapping[IsolationMode, str] = {
    IsolationMode.DISABLED: "Disabled",
    IsolationMode.INTERNET: "AllowInternetOutbound",
    IsolationMode.APPROVED: "AllowOnlyApprovedOutbound",
}
FIREWALL_SKUS: Mapping[FirewallSku, str] = {FirewallSku.STANDARD: "Standard", FirewallSku.BASIC: "Basic"}
PUBLIC_ACCESS: Mapping[PublicAccess, str] = {PublicAccess.ENABLED: "Enabled", PublicAccess.DISABLED: "Disabled"}
IDENTITY_TYPES: Mapping[IdentityType, str] = {
    IdentityType.SYSTEM: "SystemAssigned",
    IdentityType.USER: "UserAssigned",
    IdentityType.BOTH: "SystemAssigned,UserAssigned",
    IdentityType.NONE: "None",
}
RULE_TYPES: Mapping[str, str] = {
    "fqdn": "FQDN",
    "private_endpoint": "PrivateEndpoint",
    "service_tag": "ServiceTag",
}
USER_DEFINED = "UserDefined"
"""The category of every rule that a person wrote."""

Member = TypeVar("Member", bound=StrEnum)
Value = TypeVar("Value")


def member(table: Mapping[Member, str], text: str) -> Member | None:
    """
    The member that ARM spells like `text`, whatever its case and blanks; None for a word that ARM does not know.

    Real deployments carry `AllowInternetOutBound` and `systemassigned`: the service reads them.
    """
    folded = "".join(text.split()).lower()
    return next((each for each, spelling in table.items() if spelling.lower() == folded), None)


def written(value: Value | Unknown, what: str) -> Value:
    """The value itself. Raises `RenderError` naming `what` when it is not known."""
    if isinstance(value, Unknown):
        raise RenderError(f"{what} cannot be written: it is not known ({value.reason})")
    return value


def completed(workspace: Workspace) -> Workspace:
    """
    The workspace with the defaults that `az ml workspace create` fills in; a project loses what its hub decides.

    Raises `RenderError` when a value that decides a default is not known.
    """
    name = written(workspace.name, "`name`")
    changes: dict[str, Any] = {
        "display_name": workspace.display_name or name,
        "description": workspace.description or name,
        "location": workspace.location or None,
        "resource_group": workspace.resource_group or None,
        "discovery_url": None,  # read from a service that runs already; `az ml` does not send it back
        "identity": _identity(workspace),
    }
    if workspace.kind is Kind.PROJECT:
        changes |= dict.fromkeys(HUB_DECIDES)
        changes["hub_id"] = workspace.hub_id or workspace.workspace_hub
    else:
        changes["public_network_access"] = workspace.public_network_access or PublicAccess.ENABLED
        changes["managed_network"] = _network(workspace)
    return workspace.model_copy(update=changes)


HUB_DECIDES = (
    "application_insights",
    "customer_managed_key",
    "hbi_workspace",
    "image_build_compute",
    "managed_network",
    "network_acls",
    "ip_allowlist",
    "provision_network_now",
    "system_datastores_auth_mode",
    "allow_roleassignment_on_rg",
    "workspace_hub",
    "v1_legacy_mode",
)
"""Fields that the template of a project does not send: a project shares them with its hub."""


def _identity(workspace: Workspace) -> Identity:
    identity = written(workspace.identity, "`identity`") or Identity.of()
    return identity.model_copy(update={"type": written(workspace.identity_type, "`identity.type`")})


def _network(workspace: Workspace) -> ManagedNetwork:
    network = written(workspace.managed_network, "`managed_network`")
    if network is None:
        return ManagedNetwork.of(isolation_mode=IsolationMode.DISABLED)
    if network.isolation_mode is None:
        raise RenderError("`managed_network` has no `isolation_mode`")
    sku = network.firewall_sku or (FirewallSku.STANDARD if _has_firewall(network) else None)
    return network.model_copy(update={"firewall_sku": sku})


def _has_firewall(network: ManagedNetwork) -> bool:
    """Whether the network gets a firewall. `az ml` names its SKU always; without a firewall it means nothing."""
    rules = network.outbound_rules
    return network.isolation_mode is IsolationMode.APPROVED and any(isinstance(each, FqdnRule) for each in rules)


def to_body(workspace: Workspace) -> dict[str, Any]:
    """
    What a PUT of the workspace sends beside name, location, tags and identity: `kind` and `properties`.

    A field that was left out is absent, as is one whose value is the service's own default (`false`, an empty text).
    Raises `RenderError` for a value that is not known.
    """
    workspace = completed(workspace)
    properties = {
        "friendlyName": workspace.display_name,
        "description": workspace.description,
        "hubResourceId": workspace.hub_id,
        "storageAccount": workspace.storage_account,
        "keyVault": workspace.key_vault,
        "applicationInsights": workspace.application_insights,
        "containerRegistry": workspace.container_registry,
        "hbiWorkspace": workspace.hbi_workspace or None,
        "imageBuildCompute": workspace.image_build_compute,
        "encryption": _encryption(workspace),
        "publicNetworkAccess": _spelled(PUBLIC_ACCESS, workspace.public_network_access, "`public_network_access`"),
        "networkAcls": _network_acls(workspace),
        "ipAllowlist": _texts(workspace.ip_allowlist, "`ip_allowlist`"),
        "systemDatastoresAuthMode": workspace.system_datastores_auth_mode or None,
        "primaryUserAssignedIdentity": workspace.primary_user_assigned_identity,
        "managedNetwork": _managed_network(workspace),
        "provisionNetworkNow": workspace.provision_network_now or None,
        "enableDataIsolation": workspace.enable_data_isolation or None,
        "allowRoleAssignmentOnRG": False if workspace.allow_roleassignment_on_rg is False else None,
        "serverlessComputeSettings": _serverless(workspace),
        "v1LegacyMode": workspace.v1_legacy_mode,
        "workspaceHubConfig": _hub_config(workspace),
    }
    kind = KINDS[written(workspace.kind, "`kind`")]
    return {"kind": kind, "properties": _present(properties)}


def rule_body(rule: FqdnRule | ServiceTagRule | PrivateEndpointRule | UndecidedRule) -> dict[str, Any]:
    """The properties of one outbound rule. Raises `RenderError` for a rule whose type or values are not known."""
    label = rule.label
    match rule:
        case FqdnRule():
            destination: Any = written(rule.destination, f"the destination of {label}")
            more: dict[str, Any] = {}
        case ServiceTagRule():
            more = {}
            destination = {
                "serviceTag": rule.service_tag,
                "protocol": rule.protocol,
                "portRanges": rule.port_ranges,
                "addressPrefixes": _texts(rule.address_prefixes, f"`address_prefixes` of {label}"),
                "action": rule.action,
            }
        case PrivateEndpointRule():
            more = {"fqdns": _texts(rule.fqdns, f"`fqdns` of {label}")}
            destination = {
                "serviceResourceId": written(rule.service_resource_id, f"`service_resource_id` of {label}"),
                "subresourceTarget": rule.subresource_target,
                "sparkEnabled": bool(written(rule.spark_enabled, f"`spark_enabled` of {label}")),
            }
        case _:
            raise RenderError(f"{label} cannot be written: its type is not known")
    if isinstance(destination, dict):
        destination = _present(destination)
    return _present({"type": RULE_TYPES[rule.type], "category": USER_DEFINED, "destination": destination, **more})


def _managed_network(workspace: Workspace) -> dict[str, Any] | None:
    network = workspace.network
    if network is None:
        return None
    if network.more_rules is not None:
        raise RenderError(f"the outbound rules cannot be written: not all are known ({network.more_rules.reason})")
    rules = {written(rule.name, "the name of a rule"): rule_body(rule) for _, rule in workspace.outbound_rules()}
    return _present(
        {
            "isolationMode": _spelled(ISOLATION_MODES, network.isolation_mode, "`isolation_mode`"),
            "firewallSku": _spelled(FIREWALL_SKUS, network.firewall_sku, "`firewall_sku`"),
            "managedNetworkKind": network.kind,
            "enableNetworkMonitor": network.enable_network_monitor,
            "outboundRules": rules or None,
        }
    )


def _encryption(workspace: Workspace) -> dict[str, Any] | None:
    key = written(workspace.customer_managed_key, "`customer_managed_key`")
    if not isinstance(key, CustomerManagedKey):
        return None
    vault = _present({"keyVaultArmId": key.key_vault, "keyIdentifier": key.key_uri})
    return _present(
        {
            "status": "Enabled",
            "keyVaultProperties": vault,
            "cosmosDbResourceId": key.cosmosdb_id or None,
            "storageAccountResourceId": key.storage_id or None,
            "searchAccountResourceId": key.search_id or None,
        }
    )


def _network_acls(workspace: Workspace) -> dict[str, Any] | None:
    acls = written(workspace.network_acls, "`network_acls`")
    if acls is None:
        return None
    addresses = _texts(acls.ip_rules, "`network_acls.ip_rules`")
    ip_rules = [{"value": each} for each in addresses] if addresses else None
    return _present({"defaultAction": acls.default_action, "ipRules": ip_rules})


def _serverless(workspace: Workspace) -> dict[str, Any] | None:
    serverless = written(workspace.serverless_compute, "`serverless_compute`")
    if serverless is None:
        return None
    return _present(
        {
            "serverlessComputeCustomSubnet": serverless.custom_subnet,
            "serverlessComputeNoPublicIP": bool(written(serverless.no_public_ip, "`serverless_compute.no_public_ip`")),
        }
    )


def _hub_config(workspace: Workspace) -> dict[str, Any] | None:
    group = workspace.default_resource_group
    return {"defaultWorkspaceResourceGroup": group} if group and workspace.kind is Kind.HUB else None


def _spelled(table: Mapping[Member, str], value: Member | Unknown | None, what: str) -> str | None:
    value = written(value, what)
    return None if value is None else table[value]


def _texts(values: tuple[str | Unknown | None, ...] | Unknown | None, what: str) -> list[str | None] | None:
    values = written(values, what)
    return [written(each, what) for each in values] if values else None


def _present(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: written(value, f"`{key}`") for key, value in fields.items() if value is not None}
