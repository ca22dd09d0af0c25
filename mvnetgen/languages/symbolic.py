"""Texts that are not known as a whole but have a name for each part that is not: they compare, and link, by that name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from mvnetgen.text.document import HOLE, Cause, Node, Unknown
from mvnetgen.text.source import Span

LONGEST = 600
"""Characters of a name of one unknown part; a longer one is cut and told apart by its digest."""

_PART = re.compile(f"{HOLE}([^{HOLE}]*){HOLE}")


@dataclass(frozen=True, slots=True)
class Symbolic(Unknown):
    """An unknown value with a symbol; also what only ARM and Bicep ask of it."""

    subject: str = field(default="", kw_only=True)
    """Of a comparison with a constant: the symbol of what is compared. It cannot equal two constants at once."""


def opaque(name: str, reason: str, span: Span | None = None, kind: Cause = Cause.OTHER) -> Symbolic:
    """A value of which nothing is known but a name that means the same value wherever it stands."""
    return Symbolic(reason, span, kind=kind, symbol=f"{HOLE}{bounded(name)}{HOLE}")


def some_text(name: str, reason: str, span: Span | None = None, kind: Cause = Cause.OTHER) -> Symbolic:
    """A value of which nothing is known but a name, and that it is a text."""
    symbol = f"{HOLE}{bounded(name)}{HOLE}"
    return Symbolic(reason, span, HOLE, kind=kind, symbol=symbol)


def text_in_part(symbol: str, reason: str, span: Span | None = None, kind: Cause = Cause.OTHER) -> str | Symbolic:
    """The text that a symbol spells: a plain text when it has no unknown part."""
    if HOLE not in symbol:
        return symbol
    return Symbolic(reason, span, _PART.sub(HOLE, symbol), kind=kind, symbol=symbol)


def symbol_of(value: object) -> str | None:
    """The symbol of a value or node: of a known text that text itself; None when it has none."""
    if isinstance(value, Node):
        value = value.value
    if isinstance(value, str):
        return value
    return value.symbol or None if isinstance(value, Unknown) else None


class KeyInPart(str):
    """The key of an object, of which a part is not known: the text with its holes, and the symbol."""

    __slots__ = ("symbol",)
    symbol: str | None


def key_in_part(value: Unknown, taken: Mapping[str, object]) -> KeyInPart:
    """A key of an object that is not known; another one than those that are taken, unless it has the symbol of one."""
    text, symbol = value.text or HOLE, symbol_of(value)
    while text in taken and (symbol is None or _symbol_among(taken, text) != symbol):
        text += HOLE
    key = KeyInPart(text)
    key.symbol = symbol
    return key


def _symbol_among(taken: Mapping[str, object], text: str) -> str | None:
    return next((each.symbol for each in taken if each == text and isinstance(each, KeyInPart)), None)


def value_of_key(key: str, reason: str, span: Span | None = None) -> str | Unknown:
    """The text that a key is, or what is known of it."""
    if HOLE not in key:
        return key
    symbol = key.symbol if isinstance(key, KeyInPart) else None
    return Unknown(reason, span, str(key), kind=Cause.CONDITION, symbol=symbol)


def name_in(symbol: str) -> str:
    """A symbol as a part of the name of something computed from it: ``{param.ws}/rule-1``."""
    return _PART.sub(r"{\1}", symbol)


def parts_of(symbol: str) -> list[tuple[str, bool]]:
    """The stretches of a symbol, each with whether it is known."""
    pieces = _PART.split(symbol)
    return [(piece, place % 2 == 0) for place, piece in enumerate(pieces) if piece or place % 2]


def bounded(name: str) -> str:
    """A name that is not too long, and free of what marks a name."""
    name = name.replace(HOLE, "")
    if len(name) <= LONGEST:
        return name
    return f"{name[:40]}#{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def hidden(name: str) -> str:
    """A name that shows nothing of what it was made of, for what is computed from secrets."""
    return f"secret#{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"
