"""How a workspace file is written, and outbound rules written the same way."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mvnetgen.model.workspace import FqdnRule, PrivateEndpointRule, ServiceTagRule
from mvnetgen.text.document import Node
from mvnetgen.text.errors import OutputError
from mvnetgen.text.source import Source

NewRule = FqdnRule | PrivateEndpointRule | ServiceTagRule

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_PLAIN = re.compile(r"[A-Za-z/][A-Za-z0-9/._-]*")
_NOT_TEXT = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})


@dataclass(frozen=True, slots=True)
class Style:
    """How a file writes lists and texts."""

    dash: int = 0
    """Columns from a key to the dashes of its list."""
    content: int = 2
    """Columns from a dash to the key behind it."""
    step: int = 2
    """Columns from a key to the keys below it."""
    quote: str = '"'
    quoted: bool = False
    """Whether hosts are quoted although they need not be."""
    blank_between: bool = False
    """Whether an empty line parts the rules."""
    order: tuple[str, ...] = ("name", "type", "destination")


def style_of(source: Source, network: Node) -> Style:
    """The style of a file, from its outbound rules and the keys around them; the usual one for what it does not show."""
    assert isinstance(network.value, Mapping)
    listed = network.get("outbound_rules")
    items = listed.value if listed and isinstance(listed.value, tuple) else ()
    step = _step(network)
    double, single = source.text.count('"'), source.text.count("'")
    style = Style(step=step, quote="'" if single > double else '"')
    if not items or listed is None or listed.key is None or is_flow(source, listed):
        return style
    last = items[-1]
    dash = _dash_column(source, last)
    hosts = [source.excerpt(host.span)[:1] for item in items if (host := item.get("destination")) and _is_text(host)]
    keys = sorted(
        (key for key in Style().order if last.get(key)),
        key=lambda key: _start(last.get(key)),
    )
    return Style(
        dash=dash - listed.key.column,
        content=max(last.span.column - dash, 2) if _is_block_mapping(source, last) else 2,
        step=_step_of_items(items) or step,
        quote=next((mark for mark in hosts if mark in {'"', "'"}), style.quote),
        quoted=bool(hosts) and all(mark in {'"', "'"} for mark in hosts),
        blank_between=len(items) > 1 and not source.line(_first_line(source, last) - 1).strip(),
        order=tuple(dict.fromkeys([*keys, *Style().order])),
    )


def _is_text(node: Node) -> bool:
    return isinstance(node.value, str)


def _start(node: Node | None) -> tuple[int, int]:
    assert node is not None
    place = node.key or node.span
    return place.line, place.column


def _step(network: Node) -> int:
    assert isinstance(network.value, Mapping)
    columns = [child.key.column for child in network.value.values() if child.key]
    depth = min(columns) - network.key.column if columns and network.key else 0
    return depth if 0 < depth <= 8 else 2


def _step_of_items(items: Sequence[Node]) -> int:
    """How far the keys of a destination stand behind those of its rule."""
    for item in items:
        destination = item.get("destination")
        if destination and isinstance(destination.value, Mapping) and destination.key:
            columns = [child.key.column for child in destination.value.values() if child.key]
            lines = [child.key.line for child in destination.value.values() if child.key]
            if columns and min(lines) > destination.key.line and min(columns) > destination.key.column:
                return min(columns) - destination.key.column
    return 0


def is_flow(source: Source, node: Node) -> bool:
    """Whether a list or mapping is written in brackets."""
    text = source.excerpt(node.span)
    return text[_PROPERTIES.match(text).end() :][:1] in {"[", "{"}  # type: ignore[union-attr]


def _is_block_mapping(source: Source, node: Node) -> bool:
    return isinstance(node.value, Mapping) and source.excerpt(node.span)[:1] not in {"{", "&", "!"}


def _dash_column(source: Source, item: Node) -> int:
    number = _first_line(source, item)
    column = source.line(number).find("-") + 1
    if number < item.span.line or source.line(number)[: item.span.column - 1].strip() == "-":
        return column
    raise OutputError(f"{source.path}:{number}: the list of rules is written in a way that cannot be added to")


def _first_line(source: Source, item: Node) -> int:
    """The line with the dash of an item; it may stand on a line of its own."""
    number = item.span.line
    if not source.line(number)[: item.span.column - 1].strip():
        above = number - 1
        while above > 0 and not source.line(above).split("#")[0].strip():
            above -= 1
        if source.line(above).split("#")[0].strip() == "-":
            return above
    return number


def block_lines(rule: NewRule, margin: int, style: Style) -> list[str]:
    """The lines of a rule in a block list whose dashes stand behind `margin` blanks."""
    inner = " " * (margin + style.content)
    lines: list[str] = []
    values = _values(rule)
    for key in (
        *(each for each in style.order if each in values),
        *(each for each in values if each not in style.order),
    ):
        value = values[key]
        if isinstance(value, Mapping):
            lines.append(f"{inner}{key}:")
            lines += [f"{inner}{' ' * style.step}{name}: {scalar(each, style)}" for name, each in value.items()]
        else:
            host = key == "destination"
            lines.append(f"{inner}{key}: {scalar(value, style, quoted=host and style.quoted)}")
    lines[0] = " " * margin + "-" + " " * (style.content - 1) + lines[0][len(inner) :]
    return lines


def _values(rule: NewRule) -> dict[str, object]:
    match rule:
        case FqdnRule(name=name, destination=host):
            return {"name": name, "type": "fqdn", "destination": host}
        case PrivateEndpointRule():
            destination = {
                "service_resource_id": rule.service_resource_id,
                "subresource_target": rule.subresource_target,
                "spark_enabled": rule.spark_enabled,
            }
            hosts = {"fqdns": rule.fqdns} if rule.fqdns else {}
            return {"name": rule.name, "type": "private_endpoint", "destination": destination, **hosts}
        case ServiceTagRule():
            opened: dict[str, object] = {
                "service_tag": rule.service_tag,
                "protocol": rule.protocol,
                "port_ranges": rule.port_ranges,
            }
            if rule.address_prefixes:
                opened["address_prefixes"] = rule.address_prefixes
            return {"name": rule.name, "type": "service_tag", "destination": opened}


def scalar(value: object, style: Style, *, quoted: bool = False) -> str:
    """A value as YAML text, quoted where it has to be."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(scalar(each, style, quoted=quoted) for each in value)}]"
    text = str(value)
    if not quoted and _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    single = style.quote == "'" and text.isprintable()
    return "'" + text.replace("'", "''") + "'" if single else json.dumps(text, ensure_ascii=False)


def flow_item(source: Source, rule: NewRule) -> str:
    """A rule in brackets; as JSON when the whole file is JSON."""
    values = _values(rule)
    if source.text.lstrip().startswith("{"):
        return json.dumps(values, ensure_ascii=False)

    def written(value: object) -> str:
        if isinstance(value, Mapping):
            return "{" + ", ".join(f"{key}: {written(each)}" for key, each in value.items()) + "}"
        return scalar(value, Style())

    return written(values)
