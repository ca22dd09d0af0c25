"""
The `az ml` YAML: its keys, and how the SDK reads them.

Verified against the schemas of azure-ai-ml 1.35.2 (`_schema/workspace/`). Where the SDK drops something without a word,
reading it is an error here: a dropped key of a network is a hole in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from mvnetgen.document import Node, Unknown, kind_of
from mvnetgen.errors import InputError
from mvnetgen.estate import Declaration, Estate, Form, Place
from mvnetgen.model import (
    CustomerManagedKey,
    FirewallSku,
    FqdnRule,
    Identity,
    IdentityType,
    IsolationMode,
    Kind,
    ManagedNetwork,
    NetworkAcls,
    OutboundRule,
    PrivateEndpointRule,
    PublicAccess,
    ServerlessCompute,
    ServiceTagRule,
    UndecidedRule,
    UserAssignedIdentity,
    Workspace,
)
from mvnetgen.read_yaml import Document, parse_yaml
from mvnetgen.shape import Choice, Field, Flag, ListOf, MapOf, Reading, Table, Text, shown
from mvnetgen.source import Route, Source, Span

WORKSPACE_ROUTE: Route = ("workspaces", 0)


def _spellings(members: type[StrEnum]) -> dict[str, StrEnum]:
    """Snake case first, then the other casings that the SDK converts: UPPER_SNAKE, Pascal and camel."""
    accepted: dict[str, StrEnum] = {member.value: member for member in members}
    for member in members:
        pascal = "".join(word.capitalize() for word in member.value.split("_"))
        for spelling in (member.value.upper(), pascal, pascal[:1].lower() + pascal[1:]):
            accepted.setdefault(spelling, member)
    return accepted


def _identity_spellings() -> dict[str, StrEnum]:
    accepted = _spellings(IdentityType)
    for spelling in ("SystemAssigned,UserAssigned", "systemAssigned,userAssigned", "SystemAssigned, UserAssigned"):
        accepted[spelling] = IdentityType.BOTH
    return accepted


_ID = Text(examples=("/subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/…",))

_SERVICE_TAG_DESTINATION = Table(
    (
        Field(
            "service_tag",
            "service_tag",
            Text(),
            "The service tag; empty when `address_prefixes` are given.",
            required=True,
        ),
        Field("protocol", "protocol", Text(), "`TCP`, `UDP`, `ICMP` or `*`.", required=True),
        Field("port_ranges", "port_ranges", Text(), "Ports as a text: `443` or `80, 8080-8089`.", required=True),
        Field(
            "address_prefixes", "address_prefixes", ListOf(Text()), "Addresses in CIDR notation, instead of the tag."
        ),
    ),
    dict,
    "the destination of a service tag rule",
    hints={
        "port": "write `port_ranges`",
        "ports": "write `port_ranges`",
        "action": "the YAML has no action; remove it",
    },
)
_PRIVATE_ENDPOINT_DESTINATION = Table(
    (
        Field("service_resource_id", "service_resource_id", _ID, "The resource to reach.", required=True),
        Field(
            "subresource_target", "subresource_target", Text(), "Its sub-resource: `blob`, `vault`, …", required=True
        ),
        Field("spark_enabled", "spark_enabled", Flag(), "Whether Spark jobs use the endpoint too.", required=True),
    ),
    dict,
    "the destination of a private endpoint rule",
    hints={
        "subresource_type": "write `subresource_target`",
        "fqdns": "move `fqdns` beside `destination`",
    },
)

RULE_TYPES = {"fqdn": FqdnRule, "service_tag": ServiceTagRule, "private_endpoint": PrivateEndpointRule}
"""The words of `type`. The SDK ignores them and goes by the shape of `destination`."""
_RULE_KEYS = frozenset({"name", "type", "destination", "fqdns", "category", "status", "parent_rule_names"})
_READ_ONLY_RULE_KEYS = frozenset({"status", "parent_rule_names"})
_DROPPED = "az ml drops it without a word"


@dataclass(frozen=True)
class _OutboundRules:
    """The list of rules; the shape of each `destination` decides what the rule is, as in the SDK's union."""

    def read(self, node: Node, route: Route, reading: Reading) -> tuple[OutboundRule, ...] | Unknown:
        if node.value is None:
            return ()
        if isinstance(node.value, Mapping):
            message = "`outbound_rules` is a mapping, and a list of rules with a `name` each is needed"
            help_ = "write `- name: …` for each rule; the mapping was the dialect of the 2023 preview"
            reading.report("invalid-type", message, node, route, help=help_)
            return ()
        if not isinstance(node.value, tuple):
            reading.wrong_type(node, route, "a list of rules")
            return ()
        rules = []
        for index, item in enumerate(node.value):
            reading.place((*route, index), item)
            rules.append(self._rule(item, (*route, index), reading))
        return tuple(rules)

    def _rule(self, node: Node, route: Route, reading: Reading) -> OutboundRule:
        if not isinstance(node.value, Mapping):
            unknown = reading.report(
                "invalid-type", f"an outbound rule is {kind_of(node.value)}, and a mapping is needed", node, route
            )
            return UndecidedRule(name=unknown)
        name = self._name(node, route, reading)
        category = self._text(node, "category", route, reading)
        self._judge_keys(node, route, reading)
        label = f"`{name}`" if isinstance(name, str) else "this rule"
        destination = node.value.get("destination")
        target = (*route, "destination")
        if destination is None:
            if not self._has_stray_body(reading):
                reading.report("missing-key", f"{label} needs `destination`", node, route, help="add `destination`")
            return UndecidedRule(name=name, category=category)
        reading.place(target, destination)
        rule = self._by_shape(destination, target, label, reading)
        if rule is None:
            return UndecidedRule(name=name, category=category)
        self._compare_type(node, rule, label, route, reading)
        fqdns = node.value.get("fqdns")
        if fqdns is not None:
            reading.place((*route, "fqdns"), fqdns)
            hosts = ListOf(Text()).read(fqdns, (*route, "fqdns"), reading)
            if isinstance(rule, PrivateEndpointRule):
                rule = rule.model_copy(update={"fqdns": hosts})
            else:
                message = (
                    f"`fqdns` of {label} has no effect: only private endpoint rules to an Application Gateway have them"
                )
                reading.report("misplaced-fqdns", message, fqdns, (*route, "fqdns"), help="remove it", on_key=True)
        return rule.model_copy(update={"name": name, "category": category})

    @staticmethod
    def _has_stray_body(reading: Reading) -> bool:
        return any(each.rule == "misplaced-rule-body" for each in reading.misread)

    def _name(self, node: Node, route: Route, reading: Reading) -> str | Unknown:
        name = self._text(node, "name", route, reading)
        if name is None:
            return reading.report("missing-key", "an outbound rule needs `name`", node, route, help="add `name`")
        return name

    @staticmethod
    def _text(node: Node, key: str, route: Route, reading: Reading) -> str | Unknown | None:
        child = node.get(key)
        if child is None:
            return None
        reading.place((*route, key), child)
        return Text().read(child, (*route, key), reading)

    @staticmethod
    def _judge_keys(node: Node, route: Route, reading: Reading) -> None:
        assert isinstance(node.value, Mapping)
        table = Table(tuple(Field(key) for key in sorted(_RULE_KEYS)), dict, "an outbound rule", consequence=_DROPPED)
        strangers = {key: child for key, child in node.value.items() if key not in _RULE_KEYS}
        table.values(replace(node, value=strangers), route, reading)
        for key in sorted(_READ_ONLY_RULE_KEYS & node.value.keys()):
            child = node.value[key]
            reading.place((*route, key), child)
            message = f"`{key}` belongs to the service; az ml ignores it"
            reading.report("read-only-field", message, child, (*route, key), help="remove it", on_key=True)

    @staticmethod
    def _by_shape(
        destination: Node, route: Route, label: str, reading: Reading
    ) -> FqdnRule | ServiceTagRule | PrivateEndpointRule | None:
        match destination.value:
            case str() as hosts:
                return FqdnRule(destination=hosts)
            case Mapping() as keys:
                endpoint = len(
                    keys.keys() & {"service_resource_id", "subresource_target", "spark_enabled", "subresource_type"}
                )
                tag = len(keys.keys() & {"service_tag", "protocol", "port_ranges", "address_prefixes", "ports", "port"})
                if endpoint or tag:
                    table = _PRIVATE_ENDPOINT_DESTINATION if endpoint >= tag else _SERVICE_TAG_DESTINATION
                    values = table.read(destination, route, reading)
                    for attribute, value in values.items():
                        items = [(attribute, index) for index in range(len(value))] if isinstance(value, tuple) else []
                        for below in ((attribute,), *items):
                            reading.spans.setdefault((*route[:-1], *below), reading.spans.at((*route, *below)))
                    return (PrivateEndpointRule if endpoint >= tag else ServiceTagRule)(**values)
        wanted = "a host (FQDN), or a mapping that names a service tag or a resource"
        message = f"`destination` of {label} is {kind_of(destination.value)} that says nothing; {wanted} is needed"
        if not isinstance(destination.value, Mapping):
            message = f"`destination` of {label} is {kind_of(destination.value)}; {wanted} is needed"
        reading.report("invalid-type", message, destination, route)
        return None

    @staticmethod
    def _compare_type(
        node: Node, rule: FqdnRule | ServiceTagRule | PrivateEndpointRule, label: str, route: Route, reading: Reading
    ) -> None:
        written = node.get("type")
        words = {
            "fqdn": "an FQDN rule",
            "service_tag": "a service tag rule",
            "private_endpoint": "a private endpoint rule",
        }
        meant = words[rule.type]
        if written is None:
            message = f"{label} has no `type`; az ml goes by its destination and makes {meant} of it"
            reading.report(
                "rule-type-mismatch", message, node, route, help=f"add `type: {rule.type}`", severity="warning"
            )
            return
        reading.place((*route, "type"), written)
        if written.value == rule.type:
            return
        said = f"`type: {shown(written.value)}`"
        message = f"{said} of {label} is ignored: its destination makes it {meant}"
        spelt = isinstance(written.value, str) and _fold(written.value) == _fold(rule.type)
        reading.report(
            "rule-type-mismatch",
            message,
            written,
            (*route, "type"),
            help=f"write `type: {rule.type}`",
            severity="warning" if spelt else None,
        )

    def schema(self) -> dict[str, Any]:
        def rule(kind: str, destination: dict[str, Any], **more: dict[str, Any]) -> dict[str, Any]:
            return {
                "type": "object",
                "properties": {
                    "name": {"type": "string", "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}$"},
                    "type": {"const": kind},
                    "destination": destination,
                    **more,
                },
                "required": ["name", "type", "destination"],
                "additionalProperties": False,
            }

        hosts = {
            "type": "string",
            "description": "A host, or several separated by commas; `*.` covers all below.",
            "examples": ["pypi.org"],
        }
        variants = [
            rule("fqdn", hosts),
            rule("service_tag", _SERVICE_TAG_DESTINATION.schema()),
            rule("private_endpoint", _PRIVATE_ENDPOINT_DESTINATION.schema(), fqdns=ListOf(Text()).schema()),
        ]
        return {"type": ["array", "null"], "items": {"anyOf": variants}}


def _fold(word: str) -> str:
    return word.replace("_", "").replace("-", "").lower()


_MANAGED_NETWORK = Table(
    (
        Field(
            "isolation_mode",
            "isolation_mode",
            Choice(_spellings(IsolationMode), rule="invalid-isolation-mode"),
            "What may leave the network. Once on it cannot be turned off.",
            required=True,
        ),
        Field(
            "firewall_sku",
            "firewall_sku",
            Choice(_spellings(FirewallSku), rule="invalid-firewall-sku"),
            "The Azure Firewall that the first FQDN rule brings; `standard` when left out.",
        ),
        Field("outbound_rules", "outbound_rules", _OutboundRules(), "What may leave beyond the required rules."),
        Field("network_id", read_only=True),
        Field("status", kind=MapOf(Text(converts=True)), read_only=True),
    ),
    ManagedNetwork,
    "`managed_network`",
    hints={
        "managed_network_kind": "the YAML cannot express it; set `managedNetworkKind` in azapi or Bicep",
        "enable_network_monitor": "the YAML cannot express it; set `enableNetworkMonitor` in azapi or Bicep",
        "provision_network_now": "move `provision_network_now` to the top of the file",
        "public_network_access": "move `public_network_access` to the top of the file",
    },
    consequence=_DROPPED,
)


@dataclass(frozen=True)
class _Network:
    """The block; a rule whose body slipped out of its item is recognized first."""

    def read(self, node: Node, route: Route, reading: Reading) -> ManagedNetwork | Unknown:
        if not isinstance(node.value, Mapping):
            help_ = "write `managed_network:` with `isolation_mode:` below it"
            return reading.wrong_type(node, route, "a mapping", help=help_)
        skip = self._stray_body(node, route, reading)
        values = _MANAGED_NETWORK.values(node, route, reading, skip=skip)
        rules = values.get("outbound_rules", ())
        return ManagedNetwork(**{**values, "outbound_rules": rules})

    @staticmethod
    def _stray_body(node: Node, route: Route, reading: Reading) -> frozenset[str]:
        assert isinstance(node.value, Mapping)
        stray = frozenset(node.value.keys() & {"destination", "type", "fqdns", "category", "name"})
        rules = node.get("outbound_rules")
        if not stray & {"destination", "type"} or rules is None or not isinstance(rules.value, tuple):
            return frozenset()
        bare = [item for item in rules.value if isinstance(item.value, Mapping) and "destination" not in item.value]
        if not bare:
            return frozenset()
        name = bare[-1].get("name")
        label = f"`{name.value}`" if name and isinstance(name.value, str) else "a rule"
        first = min((node.value[key] for key in stray), key=lambda child: (child.key or child.span).line)
        keys = ", ".join(f"`{key}`" for key in node.value if key in stray)
        message = f"{keys} of {label} stand outside the rule, at the column of its dash; {_DROPPED}"
        related = ((Place.of(bare[-1], reading.address), "the rule that lacks them"),)
        reading.report(
            "misplaced-rule-body",
            message,
            first,
            route,
            help="indent them two columns more",
            on_key=True,
            related=related,
        )
        return stray

    def schema(self) -> dict[str, Any]:
        return _MANAGED_NETWORK.schema()


@dataclass(frozen=True)
class _UserAssignedIdentities:
    """A mapping from id to an empty mapping; null as value makes the SDK drop the identity."""

    def read(self, node: Node, route: Route, reading: Reading) -> tuple[UserAssignedIdentity, ...] | Unknown:
        if node.value is None:
            return ()
        if not isinstance(node.value, Mapping):
            message = f"`user_assigned_identities` is {kind_of(node.value)}, and a mapping of ids is needed"
            return reading.report(
                "identity-without-ids", message, node, route, help="write `<id>: {}` for each identity"
            )
        identities = []
        for index, (identity, child) in enumerate(node.value.items()):
            reading.place((*route, index), child)
            if child.value is None:
                message = f"`{shown(identity)}` has no value, so az ml drops the identity without a word"
                reading.report(
                    "identity-without-ids",
                    message,
                    child,
                    (*route, index),
                    help="write `{}` behind the colon",
                    on_key=True,
                )
            elif not isinstance(child.value, Mapping):
                reading.wrong_type(child, (*route, identity), "an empty mapping `{}`")
            identities.append(UserAssignedIdentity(resource_id=identity))
        return tuple(identities)

    def schema(self) -> dict[str, Any]:
        return {"type": ["object", "null"], "additionalProperties": {"type": "object"}}


@dataclass(frozen=True)
class _Subnet:
    """An ARM id; null and the text `None` mean no subnet."""

    def read(self, node: Node, route: Route, reading: Reading) -> str | Unknown | None:
        return None if node.value in (None, "None") else Text().read(node, route, reading)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "null"]}


@dataclass(frozen=True)
class _Url:
    """An absolute URL, as marshmallow's Url field demands."""

    def read(self, node: Node, route: Route, reading: Reading) -> str | Unknown:
        value = Text().read(node, route, reading)
        if isinstance(value, str) and not value.lower().startswith(("http://", "https://")):
            message = f"`{shown(value)}` is no URL"
            return reading.report(
                "invalid-value", message, node, route, help="give the key's URL: https://….vault.azure.net/keys/…"
            )
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "uri"}


def _acls(default_action: Any = None, ip_rules: Any = ()) -> NetworkAcls:
    values = (
        ip_rules
        if isinstance(ip_rules, Unknown)
        else tuple(rule.get("value") if isinstance(rule, dict) else rule for rule in ip_rules)
    )
    return NetworkAcls(default_action=default_action, ip_rules=values)


_CHILDREN = (
    Field(
        "name", "name", Text(pattern="^[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}$"), "The name of the workspace.", required=True
    ),
    Field("location", "location", Text(examples=("westeurope",)), "The Azure region."),
    Field("resource_group", "resource_group", Text(), "The resource group to create the workspace in."),
    Field("description", "description", Text(), "What the workspace is for."),
    Field("display_name", "display_name", Text(), "The name that the studio shows."),
    Field("tags", "tags", MapOf(Text()), "Tags; every value is a text."),
    Field("hbi_workspace", "hbi_workspace", Flag(), "High business impact: less diagnostic data at Microsoft."),
    Field("storage_account", "storage_account", _ID, "The default storage account; created when left out."),
    Field("container_registry", "container_registry", _ID, "The container registry; none when left out."),
    Field("key_vault", "key_vault", _ID, "The key vault; created when left out."),
    Field("application_insights", "application_insights", _ID, "Application Insights; created when left out."),
    Field(
        "customer_managed_key",
        "customer_managed_key",
        Table(
            (
                Field("key_vault", "key_vault", _ID, "The vault that holds the key."),
                Field("key_uri", "key_uri", _Url(), "The key."),
                Field("cosmosdb_id", "cosmosdb_id", _ID, "Your own Cosmos DB for the workspace's metadata."),
                Field("storage_id", "storage_id", _ID, "Your own storage account for it."),
                Field("search_id", "search_id", _ID, "Your own search service for it."),
            ),
            CustomerManagedKey,
            "`customer_managed_key`",
        ),
        "Encryption with your own key.",
    ),
    Field(
        "image_build_compute",
        "image_build_compute",
        Text(),
        "The compute that builds images when the registry is private.",
    ),
    Field(
        "public_network_access",
        "public_network_access",
        Choice(_spellings(PublicAccess), rule="invalid-value"),
        "Whether the workspace answers to the internet; `enabled` when left out.",
    ),
    Field(
        "network_acls",
        "network_acls",
        Table(
            (
                Field("default_action", "default_action", Text(), "`Deny` or `Allow`.", required=True),
                Field(
                    "ip_rules",
                    "ip_rules",
                    ListOf(
                        Table(
                            (Field("value", "value", Text(), "An IPv4 range in CIDR notation.", required=True),),
                            dict,
                            "an IP rule",
                        ),
                        null_is_empty=True,
                    ),
                    "The addresses that may reach the workspace.",
                ),
            ),
            _acls,
            "`network_acls`",
        ),
        "Which public addresses may reach the workspace; set by an update only.",
    ),
    Field(
        "system_datastores_auth_mode",
        "system_datastores_auth_mode",
        Text(),
        "`accesskey`, `identity` or `userdelegationsas`.",
    ),
    Field(
        "identity",
        "identity",
        Table(
            (
                Field(
                    "type", "type", Choice(_identity_spellings()), "Which identities the workspace has.", required=True
                ),
                Field(
                    "user_assigned_identities",
                    "user_assigned_identities",
                    _UserAssignedIdentities(),
                    "Ids, each with `{}`.",
                ),
                Field("principal_id", read_only=True),
                Field("tenant_id", read_only=True),
            ),
            Identity,
            "`identity`",
        ),
        "The managed identities; system-assigned when left out.",
    ),
    Field(
        "primary_user_assigned_identity", "primary_user_assigned_identity", _ID, "The identity that the service uses."
    ),
    Field("workspace_hub", "workspace_hub", _ID, "The hub (older spelling)."),
    Field("managed_network", "managed_network", _Network(), "The managed virtual network."),
    Field(
        "provision_network_now",
        "provision_network_now",
        Flag(),
        "Provision the network while the workspace is created.",
    ),
    Field("enable_data_isolation", "enable_data_isolation", Flag(), "Keep the data of projects apart."),
    Field(
        "allow_roleassignment_on_rg",
        "allow_roleassignment_on_rg",
        Flag(),
        "Whether the workspace's identity gets its roles on the resource group; true when left out.",
    ),
    Field(
        "serverless_compute",
        "serverless_compute",
        Table(
            (
                Field("custom_subnet", "custom_subnet", _Subnet(), "A subnet of your own; not with a managed network."),
                Field("no_public_ip", "no_public_ip", Flag(), "No public IP for serverless computes."),
            ),
            ServerlessCompute,
            "`serverless_compute`",
        ),
        "Settings of serverless compute.",
    ),
    Field("discovery_url", "discovery_url", Text(), "The discovery URL."),
    Field("id", kind=Text()),
    Field("mlflow_tracking_uri", kind=Text()),
    Field("$schema", kind=Text()),
)
_HINTS = {
    "isolation_mode": "move it below `managed_network:`",
    "outbound_rules": "move it below `managed_network:`",
    "firewall_sku": "move it below `managed_network:`",
    "v1_legacy_mode": "the YAML cannot express it; set `v1LegacyMode` in azapi or Bicep",
    "ip_allowlist": "write `network_acls`, or set `ipAllowlist` in azapi or Bicep",
    "hub_id": "add `kind: project`",
    "type": "remove it; `kind: hub` and `kind: project` say what a workspace is",
}
_REFUSED = "az ml refuses the file"
_KIND = Field("kind", "kind", Text())
_DEFAULT = Table(_CHILDREN, Workspace, "a workspace", _HINTS, consequence=_REFUSED)
_HUB = Table(
    (
        *_CHILDREN,
        _KIND,
        Field("default_resource_group", "default_resource_group", Text(), "Where projects are created."),
        Field("associated_workspaces", kind=ListOf(Text())),
    ),
    Workspace,
    "a hub",
    _HINTS,
    consequence=_REFUSED,
)
_PROJECT = Table(
    (*_CHILDREN, _KIND, Field("hub_id", "hub_id", _ID, "The hub that the project belongs to.", required=True)),
    Workspace,
    "a project",
    _HINTS,
    consequence=_REFUSED,
)


def read_workspace_file(source: Source, overrides: Mapping[str, str] | None = None) -> Estate:
    """
    The estate of one `az ml` workspace file.

    `overrides` are the options that `az ml` puts over the file: `name`, `location`, `resource_group`. Raises
    `InputError` when the file is no YAML mapping; everything else that is wrong stands in the estate's `misread`.
    """
    document = parse_yaml(source)
    if not isinstance(document.top.value, Mapping):
        message = f"is {kind_of(document.top.value)} at the top; a workspace is a mapping that starts with `name:`"
        raise InputError(message, document.top.span)
    return _read_document(document, overrides or {})


def _read_document(document: Document, overrides: Mapping[str, str]) -> Estate:
    reading = Reading()
    top = document.top
    assert isinstance(top.value, Mapping)
    beginning = Span.point(top.span.path)
    given = {key: Node(value, beginning) for key, value in overrides.items()}
    top = replace(top, value={**top.value, **given})
    reading.place(WORKSPACE_ROUTE, top)
    table, kind = _table_for(top, reading)
    values = table.values(top, WORKSPACE_ROUTE, reading, skip=frozenset({"kind"}))
    workspace = Workspace(**{**values, "kind": kind})
    declaration = Declaration(workspace, Form.YAML, inline_rules=True)
    at_top = [replace(each, route=(*WORKSPACE_ROUTE, *each.route)) for each in document.misread]
    return Estate((declaration,), (), reading.spans, (*at_top, *reading.misread), unknowns=tuple(reading.unknowns))


def _table_for(top: Node, reading: Reading) -> tuple[Table, Kind]:
    kind = top.get("kind")
    if kind is None:
        return _DEFAULT, Kind.DEFAULT
    route = (*WORKSPACE_ROUTE, "kind")
    reading.place(route, kind)
    match kind.value:
        case str() as word if word.lower() == "hub":
            return _HUB, Kind.HUB
        case str() as word if word.lower() == "project":
            return _PROJECT, Kind.PROJECT
        case str() as word if _fold(word) == "featurestore":
            message = "`kind: featurestore` is refused by `az ml workspace`"
            help_ = "remove `kind` and use `az ml feature-store`"
        case _:
            message = f"`kind: {shown(kind.value)}` is refused by az ml; only `hub` and `project` are written out"
            help_ = "remove `kind`: a workspace without it is a default one"
    reading.report("unsupported-workspace-kind", message, kind, route, help=help_)
    return _DEFAULT, Kind.FEATURE_STORE if _fold(str(kind.value)) == "featurestore" else Kind.DEFAULT


def workspace_schema() -> dict[str, Any]:
    """The JSON Schema of a workspace file, for editors."""
    schema = _HUB.schema()
    properties = schema["properties"] | _PROJECT.schema()["properties"]
    properties["kind"] = {"enum": ["hub", "project"], "description": "Left out for a default workspace."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Azure Machine Learning workspace",
        **schema,
        "properties": properties,
    }
