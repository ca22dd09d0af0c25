"""
The body of an ARM request, as azapi and Bicep carry it: its keys, and how Azure reads them.

The keys are those of Microsoft.MachineLearningServices/workspaces in all api-versions up to 2026-05-15-preview, as azapi
embeds them (generated types, commit c43c57b of 2026-08-13). Which version has which key is asked elsewhere
(`azure.api_versions`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from mvnetgen.arm import FIREWALL_SKUS, ISOLATION_MODES, PUBLIC_ACCESS, RULE_TYPES
from mvnetgen.document import HOLE, Node, Unknown, kind_of
from mvnetgen.model import (
    CustomerManagedKey,
    FqdnRule,
    ManagedNetwork,
    NetworkAcls,
    OutboundRule,
    PrivateEndpointRule,
    ServerlessCompute,
    ServiceTagRule,
    UndecidedRule,
)
from mvnetgen.shape import Choice, Field, Flag, ListOf, Reading, Table, Text, shown
from mvnetgen.source import Route


@dataclass(frozen=True)
class Anything:
    """A value that no rule asks about."""

    def read(self, node: Node, route: Route, reading: Reading) -> None:  # noqa: ARG002
        return None

    def schema(self) -> dict[str, Any]:
        return {}


def arm_choice(
    table: Mapping[Any, str],
    rule: str = "invalid-value",
    any_case: str = "accept",
    normal: Callable[[str], str] | None = None,
) -> Choice:
    """One of the words that ARM spells so; `any_case` and `normal` as in `Choice`."""
    spellings: dict[str, StrEnum] = {spelling: member for member, spelling in table.items()}
    return Choice(spellings, rule=rule, any_case=any_case, normal=normal)


@dataclass(frozen=True)
class TextOrEmpty:
    """A text of which the empty one means none, as modules write what they leave out."""

    def read(self, node: Node, route: Route, reading: Reading) -> str | Unknown | None:
        return None if node.value == "" else Text().read(node, route, reading)

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


_ANYTHING = Anything()
_ID = Text()

_SERVICE_TAG = Table(
    (
        Field("serviceTag", "service_tag", Text(), "The service tag."),
        Field("protocol", "protocol", Text(), "`TCP`, `UDP`, `ICMP` or `*`.", required=True),
        Field("portRanges", "port_ranges", Text(), "Ports as a text.", required=True),
        Field("addressPrefixes", "address_prefixes", ListOf(Text()), "Addresses in CIDR notation, instead of the tag."),
        Field("action", "action", Text(), "`Allow` or `Deny`."),
    ),
    dict,
    "the destination of a service tag rule",
    any_case=True,
)
_PRIVATE_ENDPOINT = Table(
    (
        Field("serviceResourceId", "service_resource_id", _ID, "The resource to reach.", required=True),
        Field("subresourceTarget", "subresource_target", Text(), "Its sub-resource.", required=True),
        Field("sparkEnabled", "spark_enabled", Flag(), "Whether Spark jobs use the endpoint too."),
        Field("sparkStatus", kind=_ANYTHING, state=True),
    ),
    dict,
    "the destination of a private endpoint rule",
    any_case=True,
)
_RULE_FIELDS = (
    Field("type", kind=_ANYTHING),
    Field("category", "category", Text()),
    Field("status", kind=_ANYTHING, state=True),
    Field("parentRuleNames", kind=_ANYTHING, read_only=True),
    Field("errorInformation", kind=_ANYTHING, read_only=True),
    Field("destination", kind=_ANYTHING),
)
_RULE_TITLES = {
    "fqdn": "an FQDN rule",
    "service_tag": "a service tag rule",
    "private_endpoint": "a private endpoint rule",
}
_RULE_TABLES: dict[str, Table] = {
    kind: Table(
        (*_RULE_FIELDS, Field("fqdns", "fqdns", ListOf(Text()))) if kind == "private_endpoint" else _RULE_FIELDS,
        dict,
        title,
    )
    for kind, title in _RULE_TITLES.items()
}


def read_rule(node: Node, name: str | Unknown | None, route: Route, reading: Reading) -> OutboundRule:
    """An outbound rule from its ARM properties; `name` is its key in the map or the name of its resource."""
    if isinstance(node.value, Unknown):
        reading.unknowns.append((route, node.value))
        return UndecidedRule.of(name=name)
    if not isinstance(node.value, Mapping):
        reading.wrong_type(node, route, "a rule with `type` and `destination`")
        return UndecidedRule.of(name=name)
    if _made_by_azure(node, name):
        return UndecidedRule.of(name=name, category="Required")
    label = f"`{name}`" if isinstance(name, str) else "an outbound rule"
    kind = _rule_kind(node, label, route, reading)
    if kind is None:
        category = node.get("category")
        written = Text().read(category, (*route, "category"), Reading()) if category else None
        return UndecidedRule.of(name=name, category=written)
    values = _RULE_TABLES[kind].values(_without_stray_fqdns(node, kind, label, route, reading), route, reading)
    destination = node.get("destination")
    if destination is None:
        reading.report("missing-key", f"{label} needs `destination`", node, route, help="add `destination`")
        return UndecidedRule.of(name=name, category=values.get("category"))
    reading.place((*route, "destination"), destination)
    return _rule_of(kind, name, values, _destination(kind, destination, label, route, reading))


def _rule_of(
    kind: str, name: str | Unknown | None, values: dict[str, Any], destination: dict[str, Any]
) -> OutboundRule:
    match kind:
        case "fqdn":
            return FqdnRule.of(name=name, **values, **destination)
        case "service_tag":
            return ServiceTagRule.of(name=name, **values, **destination)
    return PrivateEndpointRule.of(name=name, **values, **destination)


def _made_by_azure(node: Node, name: str | Unknown | None) -> bool:
    category = node.get("category")
    word = category.value.lower() if category and isinstance(category.value, str) else ""
    return word in {"required", "dependency"} and isinstance(name, str) and name.upper().startswith("__SYS_")


def _rule_kind(node: Node, label: str, route: Route, reading: Reading) -> str | None:
    written = node.get("type")
    destination = node.get("destination")
    meant = _kind_by_shape(destination)
    if written is None or written.value is None:
        help_ = f'add `type = "{RULE_TYPES[meant]}"`' if meant else "add `type`: FQDN, ServiceTag or PrivateEndpoint"
        reading.report("rule-type-mismatch", f"{label} has no `type`", node, route, help=help_)
        return meant
    reading.place((*route, "type"), written)
    if isinstance(written.value, Unknown):
        reading.unknowns.append(((*route, "type"), written.value))
        return None
    said = next((kind for kind, spelling in RULE_TYPES.items() if spelling == written.value), None)
    if said is None:
        proposal = next((kind for kind, word in RULE_TYPES.items() if word.lower() == _fold(str(written.value))), meant)
        message = f"`{shown(written.value)}` of {label} is no type of an outbound rule"
        help_ = f"write `{RULE_TYPES[proposal]}`" if proposal else "write `FQDN`, `ServiceTag` or `PrivateEndpoint`"
        reading.report("rule-type-mismatch", message, written, (*route, "type"), help=help_)
        return proposal
    if meant and meant != said:
        message = f"{label} is of type `{written.value}`, but its destination is that of {_RULE_TITLES[meant]}"
        help_ = f"write `{RULE_TYPES[meant]}`, or a destination for `{written.value}`"
        reading.report("rule-type-mismatch", message, written, (*route, "type"), help=help_)
        return meant
    return said


def _fold(word: str) -> str:
    return word.replace("_", "").replace("-", "").lower()


def _kind_by_shape(destination: Node | None) -> str | None:
    match destination.value if destination else None:
        case str():
            return "fqdn"
        case Mapping() as keys if keys.keys() & {"serviceTag", "portRanges", "protocol", "addressPrefixes"}:
            return "service_tag"
        case Mapping() as keys if keys.keys() & {"serviceResourceId", "subresourceTarget", "sparkEnabled"}:
            return "private_endpoint"
    return None


def _without_stray_fqdns(node: Node, kind: str, label: str, route: Route, reading: Reading) -> Node:
    """The rule without `fqdns` where it has no business being, which is reported."""
    assert isinstance(node.value, Mapping)
    stray = node.value.get("fqdns")
    if stray is None or kind == "private_endpoint":
        return node
    message = f"`fqdns` of {label} has no effect: only private endpoint rules to an Application Gateway have them"
    reading.report("misplaced-fqdns", message, stray, (*route, "fqdns"), help="remove it", on_key=True)
    return replace(node, value={key: child for key, child in node.value.items() if key != "fqdns"})


def _destination(kind: str, node: Node, label: str, route: Route, reading: Reading) -> dict[str, Any]:
    target = (*route, "destination")
    if kind == "fqdn":
        return {"destination": Text().read(node, target, reading)}
    if isinstance(node.value, Unknown):
        reading.unknowns.append((target, node.value))
        keys = (
            ("service_tag", "protocol", "port_ranges")
            if kind == "service_tag"
            else ("service_resource_id", "subresource_target")
        )
        return dict.fromkeys(keys, node.value)
    if not isinstance(node.value, Mapping):
        unknown = reading.wrong_type(node, target, "a mapping")
        return {"service_tag" if kind == "service_tag" else "service_resource_id": unknown}
    inner = node
    stray = node.value.get("fqdns") if kind == "private_endpoint" else None
    if stray is not None:
        message = f"`fqdns` of {label} stands inside `destination`, where Azure does not read it"
        reading.report("misplaced-fqdns", message, stray, target, help="move it beside `destination`", on_key=True)
        inner = replace(node, value={key: child for key, child in node.value.items() if key != "fqdns"})
    table = _SERVICE_TAG if kind == "service_tag" else _PRIVATE_ENDPOINT
    values: dict[str, Any] = table.values(inner, target, reading)
    if kind == "service_tag" and not values.get("service_tag") and not values.get("address_prefixes"):
        help_ = "add `serviceTag` or `addressPrefixes`"
        reading.report(
            "missing-key", f"{label} names neither `serviceTag` nor `addressPrefixes`", node, target, help=help_
        )
    for attribute in values:
        reading.spans.setdefault((*route, attribute), reading.spans.at((*target, attribute)))
    return values


def name_of(key: str, node: Node) -> str | Unknown:
    """The name that a key of a map says; unknown when a part of it is."""
    return Unknown("a part of the name is not known", node.span, key) if HOLE in key else key


@dataclass(frozen=True)
class OutboundRuleMap:
    """The rules by name, as ARM wants them."""

    def read(self, node: Node, route: Route, reading: Reading) -> tuple[OutboundRule, ...] | Unknown:
        if isinstance(node.value, Unknown):
            reading.unknowns.append((route, node.value))
            return node.value
        if not isinstance(node.value, Mapping):
            message = f"`outboundRules` is {kind_of(node.value)}, and a map from rule name to rule is needed"
            reading.report("invalid-type", message, node, route, help="write `<name> = { … }` for each rule")
            return ()
        rules = []
        for index, (name, child) in enumerate(node.value.items()):
            if child.value is None:
                continue
            here = (*route, index)
            reading.place(here, child)
            named = replace(child, span=child.key or child.span)
            reading.place((*here, "name"), named)
            rules.append(read_rule(child, name_of(name, named), here, reading))
        return tuple(rules)

    def schema(self) -> dict[str, Any]:
        return {"type": "object"}


_NETWORK = Table(
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
        values = _NETWORK.read(node, route, reading)
        if isinstance(values, Unknown):
            return values
        if "isolation_mode" not in values and not self.patch:
            message = "`managedNetwork` has no `isolationMode`; the service may choose one, or refuse it"
            reading.report("missing-key", message, node, route, help="add `isolationMode`", severity="warning")
            values["isolation_mode"] = Unknown("`isolationMode` is missing", node.span)
        return network_of(values)

    def schema(self) -> dict[str, Any]:
        return _NETWORK.schema()


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
