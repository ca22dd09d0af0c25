"""Outbound rules as ARM spells them: in the map of a workspace, or as the properties of a resource of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mvnetgen.formats.arm.kinds import Anything, name_of
from mvnetgen.formats.arm.spelling import RULE_TYPES
from mvnetgen.formats.shape import Field, Flag, ListOf, Reading, Table, Text, shown
from mvnetgen.model.fix import Fix, Remove
from mvnetgen.model.workspace import FqdnRule, OutboundRule, PrivateEndpointRule, ServiceTagRule, UndecidedRule
from mvnetgen.text.document import Node, Unknown, kind_of
from mvnetgen.text.source import Route

_ANYTHING = Anything()
_ID = Text()

SERVICE_TAG = Table(
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
PRIVATE_ENDPOINT = Table(
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
RULE_FIELDS = (
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
        (*RULE_FIELDS, Field("fqdns", "fqdns", ListOf(Text()))) if kind == "private_endpoint" else RULE_FIELDS,
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
        return None
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
        return None
    if meant and meant != said:
        message = f"{label} is of type `{written.value}`, but its destination is that of {_RULE_TITLES[meant]}"
        help_ = f"write `{RULE_TYPES[meant]}`, or a destination for `{written.value}`"
        reading.report("rule-type-mismatch", message, written, (*route, "type"), help=help_)
        return None
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
    reading.report(
        "misplaced-fqdns",
        message,
        stray,
        (*route, "fqdns"),
        help="remove it",
        on_key=True,
        fix=Fix((Remove(),), safe=False),
    )
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
    table = SERVICE_TAG if kind == "service_tag" else PRIVATE_ENDPOINT
    values: dict[str, Any] = table.values(inner, target, reading)
    if kind == "service_tag" and not values.get("service_tag") and not values.get("address_prefixes"):
        help_ = "add `serviceTag` or `addressPrefixes`"
        reading.report(
            "missing-key", f"{label} names neither `serviceTag` nor `addressPrefixes`", node, target, help=help_
        )
    for attribute in values:
        reading.spans.setdefault((*route, attribute), reading.spans.at((*target, attribute)))
    return values


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
