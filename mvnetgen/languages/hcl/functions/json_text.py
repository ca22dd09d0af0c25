"""JSON as Go's encoder writes it, and texts that remember the value they were made from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from mvnetgen.languages.hcl.number import spell_number
from mvnetgen.languages.hcl.value import any_sensitive, marked, sorted_keys
from mvnetgen.languages.hcl.work import Work
from mvnetgen.text.document import HOLE, Cause, Node, Unknown

ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
SPECIAL = re.compile("[<>&\u2028\u2029]")


class EncodedText(str):
    """The text of a value that ``jsonencode`` wrote; `decoded` is the value, with its places."""

    __slots__ = ("decoded",)
    decoded: Node


@dataclass(frozen=True, slots=True)
class EncodedUnknown(Unknown):
    """A text of ``jsonencode`` that is known in part; `decoded` is the value, with its places."""

    decoded: Node | None = None


def decoded_of(node: Node) -> Node | None:
    """
    The value that a text was made of here, with its places and its own marks; None for any other text.

    A text that is sensitive although nothing in its value is was called so as a whole.
    """
    value = node.value
    decoded = value.decoded if isinstance(value, EncodedText | EncodedUnknown) else None
    if decoded is None or not node.sensitive or any_sensitive([decoded], Work()):
        return decoded
    return marked(decoded)


class Encoded:
    """A JSON text while it is written."""

    __slots__ = ("parts", "unknown", "work")

    def __init__(self, work: Work) -> None:
        self.parts: list[str] = []
        self.unknown: Unknown | None = None
        self.work = work

    @property
    def text(self) -> str:
        """The text so far, with a `HOLE` for each part that is not known."""
        return "".join(self.parts)


def go_quoted(text: str) -> str:
    """A text in quotes, with ``<``, ``>``, ``&`` and the line separators escaped."""
    quoted = json.dumps(text, ensure_ascii=False).replace("\x7f", "\x7f")
    return SPECIAL.sub(lambda found: ESCAPED[found[0]], quoted)


def encode(node: Node, work: Work) -> Encoded:
    """A value as JSON text without spaces, keys sorted. Unknown parts leave a `HOLE`."""
    encoded = Encoded(work)
    _write(node, encoded)
    return encoded


def _write(node: Node, encoded: Encoded) -> None:
    encoded.work.charge()
    parts = encoded.parts
    value = node.value
    match value:
        case None:
            parts.append("null")
        case bool():
            parts.append("true" if value else "false")
        case int() | float():
            parts.append(spell_number(value))
        case str():
            encoded.work.room(len(value))
            parts.append(go_quoted(value))
        case Unknown():
            encoded.unknown = encoded.unknown or value
            parts.append(HOLE if value.text is None else go_quoted(value.text))
        case Mapping():
            for position, key in enumerate(sorted_keys(value)):
                parts.append(("," if position else "{") + go_quoted(key) + ":")
                if HOLE in key:
                    encoded.unknown = encoded.unknown or Unknown(
                        "a key is not known", value[key].key, kind=Cause.CONDITION
                    )
                _write(value[key], encoded)
            parts.append("}" if value else "{}")
        case tuple():
            for position, item in enumerate(value):
                parts.append("," if position else "[")
                _write(item, encoded)
            parts.append("]" if value else "[]")
