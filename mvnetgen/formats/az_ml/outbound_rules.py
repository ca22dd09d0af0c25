"""The outbound rules of the `az ml` YAML: a list in which the shape of each `destination` decides what the rule is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from mvnetgen.azure.limits import is_category
from mvnetgen.formats.az_ml.kinds import DROPPED, ID, REFUSED
from mvnetgen.formats.shape import Field, Flag, ListOf, Reading, Table, Text, nearest
from mvnetgen.model.fix import REMOVE, Fix
from mvnetgen.model.workspace import FqdnRule, OutboundRule, PrivateEndpointRule, ServiceTagRule, UndecidedRule
from mvnetgen.text.document import Node, Unknown, kind_of, shown
from mvnetgen.text.source import Route

_SERVICE_TAG = Table(
    (
        Field("service_tag", "service_tag", Text(), "The tag; empty when `address_prefixes` are given.", required=True),
        Field("protocol", "protocol", Text(), "`TCP`, `UDP`, `ICMP` or `*`.", required=True),
        Field("port_ranges", "port_ranges", Text(), "Ports as a text: `443` or `80, 8080-8089`.", required=True),
        Field("address_prefixes", "address_prefixes", ListOf(Text()), "CIDR prefixes, instead of the tag."),
    ),
    dict,
    "the destination of a service tag rule",
    hints={
        "port": "write `port_ranges`",
        "ports": "write `port_ranges`",
        "action": "remove it: the YAML can only allow",
    },
    consequence=REFUSED,
)
_PRIVATE_ENDPOINT = Table(
    (
        Field("service_resource_id", "service_resource_id", ID, "The resource to reach.", required=True),
        Field("subresource_target", "subresource_target", Text(), "Its sub-resource: `blob`, `vault`.", required=True),
        Field("spark_enabled", "spark_enabled", Flag(), "Whether Spark jobs use the endpoint too.", required=True),
    ),
    dict,
    "the destination of a private endpoint rule",
    hints={"subresource_type": "write `subresource_target`"},
    consequence=REFUSED,
)
_DESTINATIONS = {"service_tag": _SERVICE_TAG, "private_endpoint": _PRIVATE_ENDPOINT}
_TITLES = {
    "fqdn": "an FQDN rule",
    "service_tag": "a service tag rule",
    "private_endpoint": "a private endpoint rule",
}
"""The words of `type`, and what each makes of a rule."""

_RULE = Table(
    tuple(Field(key) for key in ("name", "type", "destination", "fqdns", "category", "status", "parent_rule_names")),
    dict,
    "an outbound rule",
    hints={
        "fqdn": "write the host as `destination`",
        "service_tag": "move it below `destination:`",
        "protocol": "move it below `destination:`",
        "port_ranges": "move it below `destination:`",
        "address_prefixes": "move it below `destination:`",
        "service_resource_id": "move it below `destination:`",
        "subresource_target": "move it below `destination:`",
        "spark_enabled": "move it below `destination:`",
    },
    consequence=DROPPED,
)
_KNOWN_KEYS = frozenset(each.key for each in _RULE.fields)
_READ_ONLY_KEYS = ("status", "parent_rule_names")

MOST_KEYS = 20
"""Keys of a destination that are looked at to tell what it means; it has four."""
KEYS_OF_A_RULE = frozenset({"name", "type", "destination", "fqdns", "category"})
"""Keys that mean an outbound rule wherever they stand."""


@dataclass(frozen=True)
class OutboundRules:
    """The list of rules, as the SDK's union of three schemas reads it."""

    def read(self, node: Node, route: Route, reading: Reading) -> tuple[OutboundRule, ...] | Unknown:
        if node.value is None:
            return ()
        if isinstance(node.value, Mapping):
            message = "`outbound_rules` is a mapping, and a list of rules with a `name` each is needed"
            help_ = "write `- name: …` for each rule; the mapping was the dialect of the 2023 preview"
            return reading.report("invalid-type", message, node, route, help=help_)
        if not isinstance(node.value, tuple):
            return reading.wrong_type(node, route, "a list of rules")
        rules: list[OutboundRule] = []
        for index, item in enumerate(node.value):
            reading.place((*route, index), item)
            rules.append(_rule(item, (*route, index), reading))
        return tuple(rules)

    def schema(self) -> dict[str, Any]:
        hosts = {
            "type": "string",
            "description": "A host, or several separated by commas; `*.` covers all below.",
            "examples": ["pypi.org"],
        }
        variants = [
            _rule_schema("fqdn", hosts),
            _rule_schema("service_tag", _SERVICE_TAG.schema()),
            _rule_schema("private_endpoint", _PRIVATE_ENDPOINT.schema(), fqdns=ListOf(Text()).schema()),
        ]
        return {"type": ["array", "null"], "items": {"anyOf": variants}}


def _rule_schema(kind: str, destination: dict[str, Any], **more: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "type": {"const": kind},
            "destination": destination,
            **more,
            "category": {"readOnly": True},
            "status": {"readOnly": True},
            "parent_rule_names": {"readOnly": True},
        },
        "required": ["name", "type", "destination"],
        "additionalProperties": False,
    }


@dataclass(frozen=True)
class _Item:
    """One rule of the list while it is read."""

    node: Node
    route: Route
    reading: Reading
    label: str = "this rule"
    """How messages name it."""

    def get(self, key: str) -> Node | None:
        """The value of a key, whose place is recorded."""
        child = self.node.get(key)
        if child is not None:
            self.reading.place((*self.route, key), child)
        return child

    def report(
        self,
        rule: str,
        message: str,
        key: str,
        help_: str,
        *,
        lowered: bool = False,
        on_key: bool = False,
        fix: Fix | None = None,
    ) -> None:
        """Records what is wrong with the value of a key, or with the whole rule when it has no such key."""
        node, route = self.node.get(key) or self.node, (*self.route, key)
        self.reading.report(
            rule,
            message,
            node,
            route,
            help=help_,
            severity="warning" if lowered else None,
            on_key=on_key,
            fix=fix if self.node.get(key) else None,
        )


def _rule(node: Node, route: Route, reading: Reading) -> OutboundRule:
    if not isinstance(node.value, Mapping):
        message = f"an outbound rule is {kind_of(node.value)}, and a mapping is needed"
        return UndecidedRule.of(name=reading.report("invalid-type", message, node, route))
    name = _name(node, route, reading)
    item = _Item(node, route, reading, f"`{shown(name)}`" if isinstance(name, str) and name else "this rule")
    category = _category(item)
    _judge_keys(item)
    rule = _by_shape(item)
    if rule is None:
        return UndecidedRule.of(name=name, category=category)
    return rule.model_copy(update={"name": name, "category": category})


def _name(node: Node, route: Route, reading: Reading) -> str | Unknown:
    child = node.get("name")
    if child is None:
        return reading.report("missing-key", "an outbound rule needs `name`", node, route, help="add `name`")
    reading.place((*route, "name"), child)
    return Text().read(child, (*route, "name"), reading)


def _category(item: _Item) -> str | None:
    """What is written, for the rule `reserved-category`; az ml ignores it, so whatever is no text matters as little."""
    child = item.get("category")
    if child is None:
        return None
    if isinstance(child.value, str):
        if is_category(child.value):
            return child.value
        message = f"`{shown(child.value)}` is no category of an outbound rule, and az ml ignores it"
        item.report("invalid-value", message, "category", "remove it", lowered=True, fix=REMOVE)
        return None
    message = f"`category` of {item.label} is {kind_of(child.value)}, and az ml ignores it"
    item.report("reserved-category", message, "category", "remove it", fix=REMOVE)
    return None


def _judge_keys(item: _Item) -> None:
    keys = item.node.value
    assert isinstance(keys, Mapping)
    strangers = {key: child for key, child in keys.items() if key not in _KNOWN_KEYS}
    _RULE.values(replace(item.node, value=strangers), item.route, item.reading)
    for key in _READ_ONLY_KEYS:
        if item.get(key) is not None:
            message = f"`{key}` belongs to the service; az ml ignores it"
            item.report("read-only-field", message, key, "remove it", on_key=True, fix=REMOVE)


def _by_shape(item: _Item) -> OutboundRule | None:
    """The rule that the destination means; None when it means none, or contradicts a `type` that is a type."""
    destination = item.get("destination")
    if destination is None:
        item.report("missing-key", f"{item.label} needs `destination`", "destination", "add `destination`")
        return None
    kind = _kind(destination, item.node.get("type"))
    if kind is None:
        wanted = "a host (FQDN), or a mapping that names a service tag or a resource"
        what = "a mapping that names neither" if isinstance(destination.value, Mapping) else kind_of(destination.value)
        message = f"`destination` of {item.label} is {what}; {wanted} is needed"
        item.report("invalid-type", message, "destination", "")
        return None
    contradicts = _compare_type(item, kind)
    hosts = _fqdns(item, destination, kind)
    if contradicts:
        return None
    if isinstance(destination.value, str):
        return FqdnRule.of(destination=destination.value)
    target = (*item.route, "destination")
    table = replace(_DESTINATIONS[kind], title=f"the destination of {item.label}")
    values = table.values(destination, target, item.reading, skip=frozenset({"fqdns"}))
    for attribute, value in values.items():
        below = [(attribute, index) for index in range(len(value))] if isinstance(value, tuple) else []
        for steps in ((attribute,), *below):
            item.reading.spans.setdefault((*item.route, *steps), item.reading.spans.at((*target, *steps)))
    if kind == "service_tag":
        return ServiceTagRule.of(**values)
    return PrivateEndpointRule.of(**values, fqdns=hosts)


def _kind(destination: Node, written: Node | None) -> str | None:
    """The type that a destination means; its keys count, misspelt ones too, and `type` only when they leave it open."""
    match destination.value:
        case str():
            return "fqdn"
        case Mapping() as keys:
            count = {
                kind: sum(_is_key_of(key, table) for key in islice(keys, MOST_KEYS))
                for kind, table in _DESTINATIONS.items()
            }
            if count["service_tag"] != count["private_endpoint"]:
                return max(count, key=lambda kind: count[kind])
            said = written.value if written is not None else None
            if isinstance(said, str) and said in count:
                return said
            return "private_endpoint" if any(count.values()) else None
    return None


def _is_key_of(key: str, table: Table) -> bool:
    words = [each.key for each in table.fields]
    return key in words or key in table.hints or nearest(key, words) is not None


def _compare_type(item: _Item, kind: str) -> bool:
    """Reports a `type` that is not the one that the destination means; true when nobody knows what the rule is to be."""
    written = item.get("type")
    if written is None:
        message = f"{item.label} has no `type`; az ml goes by its destination and makes {_TITLES[kind]} of it"
        item.report("rule-type-mismatch", message, "type", f"add `type: {kind}`", lowered=True)
        return False
    if written.value == kind:
        return False
    said = written.value if isinstance(written.value, str) else ""
    other = next((each for each in _TITLES if _fold(each) == _fold(said)), None)
    help_ = f"write `type: {kind}`"
    if other == kind:
        message = (
            f"`type: {shown(said)}` of {item.label} is spelt `{kind}`; az ml ignores it and goes by the destination"
        )
        item.report("rule-type-mismatch", message, "type", help_, lowered=True)
        return False
    what = f"`type: {shown(said)}`" if said else f"`type` ({kind_of(written.value)})"
    message = f"{what} of {item.label} is ignored: its destination makes it {_TITLES[kind]}"
    if other:
        help_ += f", or a destination for {_TITLES[other]}"
    item.report("rule-type-mismatch", message, "type", help_)
    return True


def _fold(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isalnum())


def _fqdns(item: _Item, destination: Node, kind: str) -> tuple[Any, ...] | Unknown | None:
    """The hosts of a private endpoint rule. Reports those that stand where az ml does not read them."""
    beside, inside = item.get("fqdns"), destination.get("fqdns")
    gateway = kind == "private_endpoint"
    if beside is not None and not gateway:
        message = (
            f"`fqdns` of {item.label} has no effect: only private endpoint rules to an Application Gateway have them"
        )
        item.report("misplaced-fqdns", message, "fqdns", "remove it", on_key=True)
    if inside is not None:
        message = f"`fqdns` of {item.label} stands inside `destination`; {REFUSED}"
        help_ = "move it beside `destination`" if gateway else "remove it"
        route = (*item.route, "destination", "fqdns")
        item.reading.report("misplaced-fqdns", message, inside, route, help=help_, on_key=True)
    hosts = beside or inside
    if hosts is None or not gateway:
        return None
    here = (*item.route, "fqdns")
    item.reading.place(here, hosts)
    return ListOf(Text()).read(hosts, here, item.reading)
