"""Parts of a text put together: known as far as the parts are."""

from __future__ import annotations

from collections.abc import Sequence

from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.value import only_origin
from mvnetgen.languages.symbolic import symbol_of, text_in_part
from mvnetgen.text.document import HOLE, Node, Unknown


def joined(parts: Sequence[str | Node], context: Context) -> Node:
    """A text of parts; nodes among them are texts or unknown."""
    texts: list[str] = []
    symbols: list[str] | None = []
    because: Unknown | None = None
    for part in parts:
        value = part.value if isinstance(part, Node) else part
        if isinstance(value, Unknown):
            because = because or value
            texts.append(HOLE if value.text is None else value.text)
        else:
            assert isinstance(value, str)
            texts.append(value)
        symbol = symbol_of(value)
        if symbol is None:
            symbols = None
        elif symbols is not None:
            symbols.append(symbol)
    context.work.room(sum(map(len, symbols or texts)))
    found = [part for part in parts if isinstance(part, Node)]
    value = "".join(texts)
    result: str | Unknown = value
    if because is not None:
        if symbols is None:
            result = because.other(value)
        else:
            result = text_in_part("".join(symbols), because.reason, because.span, because.kind)
    secret = any(part.sensitive for part in found)
    return Node(result, context.span, None, only_origin(found), secret)
