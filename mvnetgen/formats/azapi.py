"""azapi resources: what their type says, and their body whatever form it was written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.formats.arm import PATCH, WHOLE, Anything, arm_choice
from mvnetgen.formats.arm.spelling import KINDS
from mvnetgen.formats.azurerm import IDENTITY, IDENTITY_TYPE, as_text, read_identity
from mvnetgen.formats.shape import Field, MapOf, Reading, Table, Text
from mvnetgen.languages.symbolic import value_of_key
from mvnetgen.model.workspace import Identity, ManagedNetwork, UserAssignedIdentity, Workspace
from mvnetgen.text.document import HOLE, Cause, Node, Unknown, known_text
from mvnetgen.text.source import Route

RESOURCE = "azapi_resource"
UPDATE = "azapi_update_resource"
ACTION = "azapi_resource_action"
TYPES = (RESOURCE, UPDATE, ACTION)
WORKSPACES = NetworkOwner.WORKSPACE.arm_type


@dataclass(frozen=True, slots=True)
class ArmType:
    """The `type` argument: ``Microsoft.Storage/storageAccounts@2023-05-01``."""

    name: str
    """In lower case; empty when it is not known."""
    version: str | Unknown | None


def arm_type(resource: Node) -> ArmType:
    """The ARM type and api-version of an azapi resource; the type may be known although the version is not."""
    written = resource.get("type")
    match written.value if written else None:
        case str() as text:
            name, _, version = text.partition("@")
            return ArmType(name.lower(), version or None)
        case Unknown(text=str() as text) as unknown if "@" in text and HOLE not in text.partition("@")[0]:
            return ArmType(text.partition("@")[0].lower(), unknown)
    return ArmType("", None)


def read_workspace(resource: Node, route: Route, reading: Reading) -> Workspace:
    """The workspace of an `azapi_resource`, whose `body` has been read already."""
    values = _outside(resource, route, reading)
    body = resource.get("body")
    if body is None or body.value is None:
        return Workspace.of(**values)
    if isinstance(body.value, Unknown):
        reading.unknowns.append(((*route, "managed_network"), body.value))
        reading.place((*route, "managed_network"), body)
        return Workspace.of(**all_unknown(body.value) | values)
    values = _beside_properties(body, route, reading) | values | _inside(body, route, reading)
    values["identity"] = _with_primary(values.get("identity"), values.get("primary_user_assigned_identity"))
    return Workspace.of(**values)


def read_patch(body: Node, route: Route, reading: Reading) -> dict[str, Any]:
    """The values of a workspace that a PATCH changes, by attribute; empty when they are not known."""
    properties = body.get("properties")
    if properties is None or not isinstance(properties.value, Mapping):
        return {}
    return PATCH.values(properties, route, reading)


def beside_network(resource: Node, route: Route, reading: Reading) -> dict[str, Any]:
    """What a resource says beside its properties: name, region, tags, group and identity."""
    values = _outside(resource, route, reading)
    body = resource.get("body")
    if body is None or not isinstance(body.value, Mapping):
        return values
    return _beside_properties(body, route, reading) | values


def _outside(resource: Node, route: Route, reading: Reading) -> dict[str, Any]:
    """What stands beside the body."""
    values: dict[str, Any] = {}
    for key in ("name", "location"):
        node = resource.get(key)
        if node is not None and node.value is not None:
            reading.place((*route, key), node)
            values[key] = Text().read(node, (*route, key), Reading())
    tags = resource.get("tags")
    if tags is not None and tags.value is not None:
        reading.place((*route, "tags"), tags)
        values["tags"] = MapOf(Text(converts=as_text)).read(tags, (*route, "tags"), reading)
    parent = resource.get("parent_id")
    if parent is not None and parent.value is not None:
        values["resource_group"] = _group_of(parent.value)
    identity = resource.get("identity")
    if identity is not None and identity.value is not None:
        reading.place((*route, "identity"), identity)
        values["identity"] = IDENTITY.read(identity, (*route, "identity"), reading)
    return values


def _group_of(parent: object) -> str | Unknown:
    """The name of a resource group of its id, which may be known although the subscription is not."""
    text = known_text(parent)
    if text is not None:
        name = text.rstrip("/").rpartition("/")[2]
        if HOLE not in name:
            return name
    return parent if isinstance(parent, Unknown) else Unknown("`parent_id` is no text", kind=Cause.WRONG)


def _beside_properties(body: Node, route: Route, reading: Reading) -> dict[str, Any]:
    """What azapi also takes in the body: the identity, and what its arguments say again."""
    values: dict[str, Any] = {}
    identity = body.get("identity")
    if identity is not None and identity.value is not None:
        reading.place((*route, "identity"), identity)
        values["identity"] = _IDENTITY.read(identity, (*route, "identity"), reading)
    tags = body.get("tags")
    if tags is not None and tags.value is not None:
        reading.place((*route, "tags"), tags)
        values["tags"] = MapOf(Text(converts=as_text)).read(tags, (*route, "tags"), reading)
    location = body.get("location")
    if location is not None and location.value is not None:
        reading.place((*route, "location"), location)
        values["location"] = Text().read(location, (*route, "location"), Reading())
    return values


def _with_primary(identity: Any, primary: Any) -> Any:
    """The identity, of which the only id may be known by the primary identity: a key of ARM's map is often a reference."""
    ids = identity.user_assigned_identities if isinstance(identity, Identity) else ()
    only = ids[0].resource_id if isinstance(ids, tuple) and len(ids) == 1 else None
    if isinstance(only, Unknown) and only.symbol is None and primary:
        return Identity.of(type=identity.type, user_assigned_identities=(UserAssignedIdentity.of(resource_id=primary),))
    return identity


@dataclass(frozen=True)
class _Ids:
    """ARM's map from the id of an identity to an empty object."""

    def read(self, node: Node, route: Route, reading: Reading) -> tuple[str | Unknown, ...] | Unknown:
        if isinstance(node.value, Unknown):
            return node.value
        if not isinstance(node.value, Mapping):
            return reading.wrong_type(node, route, "a map from id to an empty object")
        ids: list[str | Unknown] = []
        for index, (key, child) in enumerate(node.value.items()):
            reading.place((*route, index), replace(child, span=child.key or child.span))
            ids.append(value_of_key(key, "the id is not known", child.key or child.span))
        return tuple(ids)

    def schema(self) -> dict[str, Any]:
        return {"type": "object"}


_IDENTITY = Table(
    (
        Field("type", "type", IDENTITY_TYPE),
        Field("userAssignedIdentities", "identity_ids", _Ids()),
        Field("principalId", kind=Anything()),
        Field("tenantId", kind=Anything()),
    ),
    read_identity,
    "`identity`",
    unknown_keys="",
)


def _inside(body: Node, route: Route, reading: Reading) -> dict[str, Any]:
    values: dict[str, Any] = {}
    kind = body.get("kind")
    if kind is not None and kind.value is not None:
        reading.place((*route, "kind"), kind)
        values["kind"] = arm_choice(KINDS, rule="unsupported-workspace-kind").read(kind, (*route, "kind"), reading)
    properties = body.get("properties")
    if properties is None or properties.value is None:
        return values
    if isinstance(properties.value, Unknown):
        reading.unknowns.append(((*route, "managed_network"), properties.value))
        reading.place((*route, "managed_network"), properties)
        return all_unknown(properties.value) | values
    if not isinstance(properties.value, Mapping):
        reading.wrong_type(properties, (*route, "properties"), "an object")
        return values
    return values | WHOLE.values(properties, route, reading)


def all_unknown(reason: Unknown, owner: NetworkOwner = NetworkOwner.WORKSPACE) -> dict[str, Any]:
    """Every field of an owner as unknown: nothing may be concluded from what is not seen."""
    plain = replace(reason, text=None, reference=None)
    return {**dict.fromkeys(Workspace.model_fields, plain), "owner": owner}


def overlaid(workspace: Workspace, patch: Mapping[str, Any]) -> Workspace:
    """The workspace after a PATCH: what it leaves out stays."""
    changes = dict(patch)
    network = changes.get("managed_network")
    if isinstance(network, ManagedNetwork) and workspace.network is not None:
        given = {key: getattr(network, key) for key in network.model_fields_set}
        changes["managed_network"] = workspace.network.model_copy(update=given)
    return workspace.model_copy(update=changes)


def fields_in_use(body: Node, route: Route) -> Iterator[tuple[str, Route]]:
    """The fields of the version matrix that a workspace's body uses, each with its route in the model."""
    from mvnetgen.azure.api_versions import field_names  # noqa: PLC0415 — only Terraform asks

    known = frozenset(field_names())
    properties = body.get("properties")
    if properties is None or not isinstance(properties.value, Mapping):
        return
    attributes = {each.key: each.to for each in WHOLE.fields}
    for key, node in properties.value.items():
        if key in known and node.value is not None:
            yield key, (*route, attributes.get(key) or key)
    network = properties.get("managedNetwork")
    if network is None or not isinstance(network.value, Mapping):
        return
    yield "outboundRules", (*route, "managed_network")
    names = {"firewallSku": "firewall_sku", "managedNetworkKind": "kind", "isolationMode": "isolation_mode"}
    for key, node in network.value.items():
        if key in known and key != "outboundRules" and node.value is not None:
            yield key, (*route, "managed_network", names.get(key, key))
    rules = network.get("outboundRules")
    if rules is not None and isinstance(rules.value, Mapping):
        present = [rule for rule in rules.value.values() if rule.value is not None]
        for index, rule in enumerate(present):
            yield from rule_fields(rule, (*route, "managed_network", "outbound_rules", index))


def rule_fields(rule: Node, route: Route) -> Iterator[tuple[str, Route]]:
    """The fields of the version matrix that one rule uses."""
    if rule.get("fqdns") is not None:
        yield "pe.fqdns", (*route, "fqdns")
    destination = rule.get("destination")
    for key, name, attribute in (
        ("addressPrefixes", "st.addressPrefixes", "address_prefixes"),
        ("action", "st.action", "action"),
    ):
        node = destination.get(key) if destination is not None else None
        if node is not None and node.value is not None:
            yield name, (*route, attribute)
