"""The ``properties`` of a workspace, and the managed network in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mvnetgen.formats.arm.kinds import Anything, TextOrEmpty, arm_choice
from mvnetgen.formats.arm.outbound_rules import OutboundRuleMap
from mvnetgen.formats.arm.spelling import FIREWALL_SKUS, ISOLATION_MODES, PUBLIC_ACCESS
from mvnetgen.formats.shape import Field, Flag, ListOf, Reading, Table, Text
from mvnetgen.model.workspace import CustomerManagedKey, ManagedNetwork, NetworkAcls, ServerlessCompute
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.source import Route

_ANYTHING = Anything()

NETWORK = Table(
    (
        Field(
            "isolationMode",
            "isolation_mode",
            arm_choice(ISOLATION_MODES, rule="invalid-isolation-mode", any_case="warn"),
            "What may leave the network.",
        ),
        Field("firewallSku", "firewall_sku", arm_choice(FIREWALL_SKUS, rule="invalid-firewall-sku"), "The firewall."),
        Field("outboundRules", "outbound_rules", OutboundRuleMap(), "The rules by name."),
        Field("managedNetworkKind", "kind", Text(), "`V1` or `V2`; V2 cannot be undone."),
        Field("enableNetworkMonitor", "enable_network_monitor", Flag()),
        Field("enableFirewallLog", kind=_ANYTHING),
        Field("status", kind=_ANYTHING, state=True),
        Field("networkId", kind=_ANYTHING, read_only=True),
        Field("changeableIsolationModes", kind=_ANYTHING, read_only=True),
        Field("firewallPublicIpAddress", kind=_ANYTHING, read_only=True),
        Field("provisioningState", kind=_ANYTHING, read_only=True),
    ),
    dict,
    "`managedNetwork`",
    hints={"provisionNetworkNow": "move it to `properties`", "publicNetworkAccess": "move it to `properties`"},
    any_case=True,
)


@dataclass(frozen=True)
class NetworkBody:
    """``managedNetwork`` of the properties."""

    patch: bool = False
    """A PATCH leaves out what it does not change."""

    def read(self, node: Node, route: Route, reading: Reading) -> ManagedNetwork | Unknown:
        values = NETWORK.read(node, route, reading)
        if isinstance(values, Unknown):
            return values
        if "isolation_mode" not in values and not self.patch:
            message = "`managedNetwork` has no `isolationMode`; the service may choose one, or refuse it"
            reading.report("missing-key", message, node, route, help="add `isolationMode`", severity="warning")
            values["isolation_mode"] = Unknown("`isolationMode` is missing", node.span, kind=Cause.WRONG)
        return network_of(values)

    def schema(self) -> dict[str, Any]:
        return NETWORK.schema()


def network_of(values: dict[str, Any]) -> ManagedNetwork:
    """A network of values by attribute; rules that are unknown as a whole become `more_rules`."""
    rules = values.pop("outbound_rules", ())
    if isinstance(rules, Unknown):
        return ManagedNetwork.of(**values, more_rules=rules)
    return ManagedNetwork.of(**values, outbound_rules=rules)


def acls_of(default_action: Any = None, ip_rules: Any = ()) -> NetworkAcls:
    """`networkAcls` of its values."""
    rules = (
        ip_rules
        if isinstance(ip_rules, Unknown)
        else tuple(rule.get("value") if isinstance(rule, dict) else rule for rule in ip_rules)
    )
    return NetworkAcls.of(default_action=default_action, ip_rules=rules)


def _encryption(key_vault_properties: Any = None, **ids: Any) -> CustomerManagedKey:
    inner = key_vault_properties if isinstance(key_vault_properties, dict) else {}
    return CustomerManagedKey.of(**inner, **ids)


def _default_group(group: Any = None) -> Any:
    return group


def _ignored(*keys: str) -> tuple[Field, ...]:
    return tuple(Field(key, kind=_ANYTHING) for key in keys)


def _read_only(*keys: str) -> tuple[Field, ...]:
    return tuple(Field(key, kind=_ANYTHING, read_only=True) for key in keys)


_MOVE = "move it into `managedNetwork`"


def properties_table(*, patch: bool = False) -> Table:
    """The table of a workspace's ``properties``; its values are those of `Workspace` by attribute."""
    return Table(
        (
            Field("friendlyName", "display_name"),
            Field("description", "description"),
            Field("hubResourceId", "hub_id"),
            Field("storageAccount", "storage_account"),
            Field("keyVault", "key_vault"),
            Field("applicationInsights", "application_insights"),
            Field("containerRegistry", "container_registry"),
            Field("hbiWorkspace", "hbi_workspace", Flag()),
            Field("imageBuildCompute", "image_build_compute"),
            Field("encryption", "customer_managed_key", _ENCRYPTION),
            Field("publicNetworkAccess", "public_network_access", arm_choice(PUBLIC_ACCESS)),
            Field("networkAcls", "network_acls", _NETWORK_ACLS),
            Field("ipAllowlist", "ip_allowlist", ListOf(Text())),
            Field("systemDatastoresAuthMode", "system_datastores_auth_mode"),
            Field("primaryUserAssignedIdentity", "primary_user_assigned_identity", TextOrEmpty()),
            Field("managedNetwork", "managed_network", NetworkBody(patch=patch)),
            Field("provisionNetworkNow", "provision_network_now", Flag()),
            Field("enableDataIsolation", "enable_data_isolation", Flag()),
            Field("allowRoleAssignmentOnRG", "allow_roleassignment_on_rg", Flag()),
            Field("serverlessComputeSettings", "serverless_compute", _SERVERLESS),
            Field("discoveryUrl", "discovery_url"),
            Field("v1LegacyMode", "v1_legacy_mode", Flag()),
            Field("workspaceHubConfig", "default_resource_group", _HUB_CONFIG),
            *_ignored(
                "allowPublicAccessWhenBehindVnet",
                "allowRecoverSoftDeletedWorkspace",
                "associatedWorkspaces",
                "batchaiWorkspace",
                "containerRegistries",
                "enableServiceSideCMKEncryption",
                "enableSimplifiedCmk",
                "enableSoftwareBillOfMaterials",
                "existingWorkspaces",
                "featureStoreSettings",
                "keyVaults",
                "serviceManagedResourcesSettings",
                "sharedPrivateLinkResources",
                "softDeleteEnabled",
                "softDeleteRetentionInDays",
                "storageAccounts",
            ),
            *_read_only(
                "agentsEndpointUri",
                "creationTime",
                "mlFlowTrackingUri",
                "notebookInfo",
                "privateEndpointConnections",
                "privateLinkCount",
                "provisioningState",
                "scheduledPurgeDate",
                "serviceProvisionedResourceGroup",
                "softDeletedAt",
                "storageHnsEnabled",
                "tenantId",
                "workspaceId",
            ),
        ),
        dict,
        "the workspace's `properties`",
        hints={
            "managedNetworkKind": _MOVE,
            "isolationMode": _MOVE,
            "firewallSku": _MOVE,
            "outboundRules": _MOVE,
            "enableNetworkMonitor": _MOVE,
            "kind": "move it to the top of the body",
        },
        any_case=True,
    )


_ENCRYPTION = Table(
    (
        Field(
            "keyVaultProperties",
            "key_vault_properties",
            Table(
                (Field("keyVaultArmId", "key_vault"), Field("keyIdentifier", "key_uri"), *_ignored("identityClientId")),
                dict,
                "`keyVaultProperties`",
            ),
        ),
        Field("cosmosDbResourceId", "cosmosdb_id"),
        Field("storageAccountResourceId", "storage_id"),
        Field("searchAccountResourceId", "search_id"),
        *_ignored("status", "identity"),
    ),
    _encryption,
    "`encryption`",
    unknown_keys="",
)
_NETWORK_ACLS = Table(
    (
        Field("defaultAction", "default_action"),
        Field("ipRules", "ip_rules", ListOf(Table((Field("value", "value"),), dict, "an IP rule"))),
    ),
    acls_of,
    "`networkAcls`",
)
_HUB_CONFIG = Table(
    (Field("defaultWorkspaceResourceGroup", "group"), *_ignored("additionalWorkspaceStorageAccounts")),
    _default_group,
    "`workspaceHubConfig`",
)
_SERVERLESS = Table(
    (
        Field("serverlessComputeCustomSubnet", "custom_subnet"),
        Field("serverlessComputeNoPublicIP", "no_public_ip", Flag()),
    ),
    ServerlessCompute.of,
    "`serverlessComputeSettings`",
)

WHOLE = properties_table()
PATCH = properties_table(patch=True)
