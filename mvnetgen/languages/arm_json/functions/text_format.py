"""``format`` and interpolation: values inside of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.functions.join import joined
from mvnetgen.languages.arm_json.functions.number_format import formatted
from mvnetgen.languages.arm_json.functions.signature import is_kind, nodes, not_known, take
from mvnetgen.languages.arm_json.functions.spelling import in_text
from mvnetgen.languages.arm_json.functions.units import units
from mvnetgen.languages.arm_json.value import first_unknown, plain
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.text.document import Node, Unknown

_PIECE = re.compile(r"\{\{|\}\}|\{(\d+) *(?:, *(-?\d+) *)?(?::((?:[^{}]|\{\{|\}\})*))?\}|[{}]|[^{}]+", re.ASCII)
WIDEST = 1_000_000


@nodes("format", 1)
def text_format(arguments: Sequence[Node], context: Context) -> Node:
    """A text with values at ``{0}``, ``{1,5}``, ``{2:D3}``."""
    pattern = take(arguments[0], "string")
    values = [take(argument, "any") for argument in arguments[1:]]
    if isinstance(pattern.value, Unknown):
        return not_known([pattern, *values], context)
    assert isinstance(pattern.value, str)
    parts: list[str | Node] = []
    for found in _PIECE.finditer(pattern.value):
        whole, (place, width, form) = found[0], found.groups()
        if place is None:
            if whole in {"{", "}"}:
                raise Refused("the pattern has a brace that is not closed, or a place that is no number")
            parts.append(whole[0] if whole in {"{{", "}}"} else whole)
            continue
        if len(place) > 6 or int(place) >= len(values):
            raise Refused("the pattern asks for a value that is not given")
        parts.append(_placed(values[int(place)], int(width or 0), form or "", context))
    return joined(parts or [""], context)


def interpolate(parts: Sequence[str | Node], context: Context) -> Node:
    """The text of an interpolation: values as ``format`` writes them."""
    return joined([part if isinstance(part, str) else _placed(part, 0, "", context) for part in parts] or [""], context)


def _placed(node: Node, width: int, form: str, context: Context) -> Node:
    """A value as a text; unknown when the value is, or anything in it."""
    value = node.value
    if isinstance(value, Unknown):
        return node if not width and not form else not_known([node], context)
    if isinstance(value, tuple | dict) and first_unknown([node], context.work):
        return not_known([node], context)
    text = formatted(value, form) if form and is_kind(value, "number") else in_text(plain(node, context.work))  # type: ignore[arg-type]
    if abs(width) > WIDEST:
        raise Refused("the width is too large")
    context.work.room(max(len(text), abs(width)))
    missing = abs(width) - units(text)
    if missing > 0:
        text = text + " " * missing if width < 0 else " " * missing + text
    return Node(text, node.span, None, node.origin, node.sensitive)
