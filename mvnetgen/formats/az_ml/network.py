"""The block `managed_network` of the `az ml` YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mvnetgen.formats.az_ml.kinds import DROPPED, Ignored, IgnoredMapping
from mvnetgen.formats.az_ml.outbound_rules import KEYS_OF_A_RULE, OutboundRules
from mvnetgen.formats.az_ml.spelling import choice
from mvnetgen.formats.shape import Field, Reading, Table
from mvnetgen.model.estate import Place
from mvnetgen.model.fix import Fix, Indent
from mvnetgen.model.workspace import FirewallSku, IsolationMode, ManagedNetwork
from mvnetgen.text.document import Node, Unknown, shown
from mvnetgen.text.source import Route

_TOP = "move it to the top of the file"
_NETWORK = Table(
    (
        Field(
            "isolation_mode",
            "isolation_mode",
            choice(IsolationMode, rule="invalid-isolation-mode"),
            "What may leave the network. Once on it cannot be turned off.",
            required=True,
        ),
        Field(
            "firewall_sku",
            "firewall_sku",
            choice(FirewallSku, rule="invalid-firewall-sku"),
            "The Azure Firewall that the first FQDN rule brings; `standard` when left out.",
        ),
        Field("outbound_rules", "outbound_rules", OutboundRules(), "What may leave beyond the required rules."),
        Field("network_id", kind=Ignored(), read_only=True),
        Field("status", kind=IgnoredMapping(), read_only=True),
    ),
    ManagedNetwork.of,
    "`managed_network`",
    hints={
        "managed_network_kind": "the YAML cannot express it; set `managedNetworkKind` in azapi or Bicep",
        "enable_network_monitor": "the YAML cannot express it; set `enableNetworkMonitor` in azapi or Bicep",
        "provision_network_now": _TOP,
        "public_network_access": _TOP,
        "network_acls": _TOP,
    },
    consequence=DROPPED,
)


@dataclass(frozen=True)
class Network:
    """The block; the body of a rule that slipped out of its item is put back first, and reported."""

    def read(self, node: Node, route: Route, reading: Reading) -> ManagedNetwork | Unknown:
        if not isinstance(node.value, Mapping):
            help_ = "write `managed_network:` with `isolation_mode:` below it"
            return reading.wrong_type(node, route, "a mapping", help=help_)
        mended = _with_body_put_back(node, route, reading)
        values = _NETWORK.values(mended, route, reading)
        if isinstance(values.get("outbound_rules"), Unknown):
            values["more_rules"] = values.pop("outbound_rules")
        return ManagedNetwork.of(**values)

    def schema(self) -> dict[str, Any]:
        return _NETWORK.schema()


def _put_back(block: Node, item: Node, rules: Node, stray: list[Node]) -> Fix | None:
    """The fix that indents what follows the last rule directly; None when something else stands in between."""
    assert isinstance(item.value, Mapping)
    assert isinstance(block.value, Mapping)
    columns = {child.key.column for child in item.value.values() if child.key}
    keys = sorted(child.key for child in stray if child.key)
    ends = [child.span.end_line - (child.span.end_column == 1) for child in stray]
    apart = {key.column for key in keys}
    if (
        len(columns) != 1
        or len(apart) != 1
        or len(keys) != len(stray)
        or keys[0].line <= rules.span.end_line - (rules.span.end_column == 1)
    ):
        return None
    others = [child.key for child in block.value.values() if child.key and child.key not in keys]
    if any(keys[0].line <= key.line <= max(ends) for key in others):
        return None
    by = columns.pop() - apart.pop()
    return Fix((Indent(by, max(ends)),)) if by > 0 else None


def _with_body_put_back(node: Node, route: Route, reading: Reading) -> Node:
    """
    The block with the keys of a rule that stand at the column of its dash inside of that rule again.

    YAML ends a list there, so they became keys of the block; the last rule without a destination is the one that lacks them.
    """
    keys = node.value
    assert isinstance(keys, Mapping)
    rules = node.get("outbound_rules")
    if not keys.keys() & {"destination", "type"} or rules is None or not isinstance(rules.value, tuple):
        return node
    bare = [
        index
        for index, item in enumerate(rules.value)
        if isinstance(item.value, Mapping) and "destination" not in item.value
    ]
    if not bare:
        return node
    index = bare[-1]
    item = rules.value[index]
    assert isinstance(item.value, Mapping)
    stray = {key: child for key, child in keys.items() if key in KEYS_OF_A_RULE and key not in item.value}
    name = item.value.get("name")
    label = f"`{shown(name.value)}`" if name and isinstance(name.value, str) else "a rule"
    first = min(stray.values(), key=lambda child: child.key or child.span)
    listed = " and ".join(f"`{key}`" for key in stray)
    verb, them = ("stand", "them") if len(stray) > 1 else ("stands", "it")
    message = f"{listed} of {label} {verb} at the column of its dash, so az ml drops {them} without a word"
    related = ((Place.of(item, reading.address), f"the rule that lacks {them}"),)
    help_ = "indent by two more columns"
    reading.report(
        "misplaced-rule-body",
        message,
        first,
        route,
        help=help_,
        on_key=True,
        related=related,
        fix=_put_back(node, item, rules, list(stray.values())) if index == len(rules.value) - 1 else None,
    )
    mended = replace(item, value={**item.value, **stray})
    items = (*rules.value[:index], mended, *rules.value[index + 1 :])
    others = {key: child for key, child in keys.items() if key not in stray}
    return replace(node, value={**others, "outbound_rules": replace(rules, value=items)})
