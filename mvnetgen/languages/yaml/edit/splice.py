"""
Adds outbound rules to the text of a workspace file.

The text is spliced, not written anew: every byte that the change does not concern stays as it is, comments, quotes, long
lines, line ends and the byte order mark included. New rules follow the style of those that are there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mvnetgen.languages.yaml import parse_yaml
from mvnetgen.languages.yaml.edit.style import NewRule, Style, block_lines, flow_item, is_flow, style_of
from mvnetgen.text.document import Node
from mvnetgen.text.edit import Edit, source_of_text, spliced
from mvnetgen.text.errors import OutputError
from mvnetgen.text.source import Source, Span


def add_rules(text: str, path: str, rules: Sequence[NewRule], spark: Sequence[int] = ()) -> str:
    """
    The text of a workspace file with further outbound rules, and with `spark_enabled` on for some that are there.

    `text` is that of the file with its line ends and byte order mark, `spark` the indexes of the rules. Raises
    `InputError` when it is no YAML and `OutputError` when its rules are written in a way that cannot be added to.
    """
    source = source_of_text(text, path)
    top = parse_yaml(source).top
    network = top.get("managed_network")
    if network is None or not isinstance(network.value, Mapping):
        raise OutputError(f"{path}: has no `managed_network` to add rules to")
    edits = [*_turned_on(network, spark), *(_additions(source, network, rules) if rules else ())]
    return spliced(text, edits)


def _turned_on(network: Node, spark: Sequence[int]) -> list[Edit]:
    listed = network.get("outbound_rules")
    rules = listed.value if listed and isinstance(listed.value, tuple) else ()
    edits = []
    for index in spark:
        destination = rules[index].get("destination")
        flag = destination.get("spark_enabled") if destination else None
        if flag is not None:
            edits.append(Edit(flag.span, "true"))
    return edits


def _additions(source: Source, network: Node, rules: Sequence[NewRule]) -> list[Edit]:
    listed = network.get("outbound_rules")
    _refuse_borrowed(source, network, listed)
    style = style_of(source, network)
    if is_flow(source, network):
        return [_into_flow_mapping(source, network, listed, rules)]
    if listed is None:
        return [_new_key(source, network, rules, style)]
    if listed.value is None or listed.value == ():
        return [_first_rules(source, listed, rules, style)]
    if is_flow(source, listed):
        return _into_flow_list(source, listed, rules)
    return [_behind_the_last(source, listed, rules, style)]


def _refuse_borrowed(source: Source, network: Node, listed: Node | None) -> None:
    """An alias or a merge shares its rules with another place, which must not get new ones unseen."""
    inside = listed is None or (
        listed.key is not None and network.span.line <= listed.key.line <= network.span.end_line
    )
    if network.origin or (listed and listed.origin) or not inside:
        raise OutputError(f"{source.path}: its outbound rules come from an anchor; add the rules where that stands")


def _last_line(node: Node) -> int:
    """The last line of a value; the span of a block scalar ends at the start of the line below it."""
    below = node.span.end_column == 1 and node.span.end_line > node.span.line
    return node.span.end_line - below


def _with_comments(source: Source, line: int, column: int) -> int:
    """The last line of the comments below a line that stand deeper than a column: they belong to what is above."""
    last = line
    for number in range(line + 1, len(source.lines) + 1):
        text = source.line(number)
        if not text.strip():
            continue
        if not text.lstrip().startswith("#") or len(text) - len(text.lstrip()) + 1 <= column:
            break
        last = number
    return last


# Rules in block style


def _behind_the_last(source: Source, listed: Node, rules: Sequence[NewRule], style: Style) -> Edit:
    assert isinstance(listed.value, tuple)
    assert listed.key is not None
    last = listed.value[-1]
    column = listed.key.column + style.dash
    line = _with_comments(source, _last_line(last), column)
    return _below(source, line, _items(rules, column, style, first=False))


def _first_rules(source: Source, listed: Node, rules: Sequence[NewRule], style: Style) -> Edit:
    assert listed.key is not None
    column = listed.key.column + style.dash
    items = _items(rules, column, style, first=True)
    written = source.excerpt(listed.span).strip()
    if "#" in written or written[:1] in {"&", "!"}:
        raise OutputError(
            f"{source.path}:{listed.span.line}: the empty list is written in a way that cannot be added to"
        )
    if not written or listed.span.line < listed.key.line:
        return _below(source, _with_comments(source, listed.key.line, column), items)
    rest = source.line(listed.span.end_line)[listed.span.end_column - 1 :].rstrip()
    before = source.line(listed.span.line)[: listed.span.column - 1].rstrip()
    whole = Span(source.path, listed.span.line, 1, listed.span.end_line, len(source.line(listed.span.end_line)) + 1)
    return Edit(whole, "\n".join([before + rest, *items]))


def _new_key(source: Source, network: Node, rules: Sequence[NewRule], style: Style) -> Edit:
    assert isinstance(network.value, Mapping)
    children = [child for child in network.value.values() if child.key]
    column = min(child.key.column for child in children if child.key)
    line = _with_comments(source, max(_last_line(child) for child in children), column - 1)
    key = " " * (column - 1) + "outbound_rules:"
    return _below(source, line, [key, *_items(rules, column + style.dash, style, first=True)])


def _below(source: Source, line: int, new: Sequence[str]) -> Edit:
    end = len(source.line(line)) + 1
    return Edit(Span(source.path, line, end, line, end), "".join(f"\n{each}" for each in new))


def _items(rules: Sequence[NewRule], column: int, style: Style, *, first: bool) -> list[str]:
    lines: list[str] = []
    for rule in rules:
        if style.blank_between and (lines or not first):
            lines.append("")
        lines += block_lines(rule, column - 1, style)
    return lines


# Rules in flow style, such as JSON


def _into_flow_mapping(source: Source, network: Node, listed: Node | None, rules: Sequence[NewRule]) -> Edit:
    items = ", ".join(flow_item(source, rule) for rule in rules)
    if listed is not None and isinstance(listed.value, tuple) and listed.value:
        return Edit(_behind(listed.value[-1]), f", {items}")
    if listed is not None:
        blank = "" if source.line(listed.span.line)[: listed.span.column - 1].endswith((" ", "[")) else " "
        return Edit(listed.span, f"{blank}[{items}]")
    assert isinstance(network.value, Mapping)
    last = max(network.value.values(), key=lambda child: (child.span.end_line, child.span.end_column))
    key = '"outbound_rules"' if source.text.lstrip().startswith("{") else "outbound_rules"
    return Edit(_behind(last), f", {key}: [{items}]")


def _into_flow_list(source: Source, listed: Node, rules: Sequence[NewRule]) -> list[Edit]:
    assert isinstance(listed.value, tuple)
    last = listed.value[-1]
    items = [flow_item(source, rule) for rule in rules]
    if listed.span.end_line == last.span.end_line:
        return [Edit(_behind(last), "".join(f", {item}" for item in items))]
    rest = source.line(last.span.end_line)[last.span.end_column - 1 :]
    margin = source.line(last.span.line)[: last.span.column - 1]
    comma = rest.lstrip().startswith(",")
    lines = [f"{' ' * len(margin)}{item}," for item in items]
    if not comma:
        lines[-1] = lines[-1].removesuffix(",")
    below = _below(source, last.span.end_line, lines)
    return [below] if comma else [Edit(_behind(last), ","), below]


def _behind(node: Node) -> Span:
    return Span(node.span.path, node.span.end_line, node.span.end_column, node.span.end_line, node.span.end_column)
