"""Names with slashes: one for each segment of a type."""

from __future__ import annotations

import re

from mvnetgen.languages.symbolic import symbol_of, text_in_part
from mvnetgen.text.document import HOLE, Node, Unknown

_PIECE = re.compile(f"(?:[^/{HOLE}]|{HOLE}[^{HOLE}]*{HOLE})+|/")


def split_name(name: Node, segments: int) -> tuple[Node, ...]:
    """
    A name as that many names; as one when it cannot be told where each of them ends.

    A known text with too many parts, or too few, is as many names as it has parts.
    """
    if segments <= 1:
        return (name,)
    value = name.value
    if isinstance(value, str):
        pieces: list[str | Unknown] = list(value.split("/"))
        segments = len(pieces)
    elif isinstance(value, Unknown):
        symbol = symbol_of(value)
        if not symbol:
            return (name,)
        texts: list[str] = [""]
        for piece in _PIECE.findall(symbol):
            if piece == "/":
                texts.append("")
            else:
                texts[-1] += piece
        pieces = [text_in_part(text, value.reason, value.span) for text in texts]
    else:
        return (name,)
    if len(pieces) != segments:
        return (name,)
    return tuple([Node(piece, name.span, None, name.origin, name.sensitive) for piece in pieces])
