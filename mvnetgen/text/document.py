"""
A document as it was read, before anybody asks what it means: values with places, and values that stay unknown.

YAML files, evaluated HCL and JSON all become this tree; the spellings of each format are read from it in `azml`, `arm`
and `terraform`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from mvnetgen.text.source import Span

HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in `Unknown.text` where a part of the text is not known."""
LONGEST_SYMBOL = 4096
"""Characters."""
SHORTENED = 60
"""Characters of a user's value that a message shows."""

_KEY = re.compile(r'\[(?:"(?:[^"\\]|\\.)*"|\d+|\?)\]')
_NO_RESOURCES = frozenset({"module", "var", "local", "each", "path", "terraform", "param"})


def without_keys(address: str) -> str:
    """The address of the block: ``module.a.azapi_resource.x`` of ``module.a["b"].azapi_resource.x[0]``."""
    return _KEY.sub("", address)


@dataclass(frozen=True, slots=True)
class Reference:
    """What an unknown value refers to: an attribute of a declared resource, data source or module."""

    address: str
    """
    ``azurerm_storage_account.lake``, ``module.net.azapi_resource.x["a"]``, ``data.azurerm_key_vault.kv``; in Bicep ``lake``,
    ``workspace::rule``. Of what is not declared here the id itself, which begins with a slash.
    """
    attribute: tuple[str | int, ...] = ()
    """``("id",)``, ``("identity", 0, "principal_id")``."""

    @property
    def resource_type(self) -> str:
        """The Terraform type: ``azurerm_storage_account``; empty for what is no resource, and in other languages."""
        steps = self._steps
        if steps[0] == "data":
            steps = steps[1:]
        return steps[0] if len(steps) > 1 and steps[0] not in _NO_RESOURCES else ""

    @property
    def is_resource(self) -> bool:
        """Whether the address is that of a resource or data source: not of a variable, a module or a plain id."""
        return bool(self.resource_type) or len(self._steps) == 1

    @property
    def declares(self) -> bool:
        """Whether the address is that of a resource: not of a data source, a variable, a module or a plain id."""
        return self.is_resource and self._steps[0] != "data"

    @property
    def _steps(self) -> list[str]:
        """The words of the address without its modules; of a plain id none that means anything."""
        if self.address.startswith("/"):
            return ["", ""]
        steps = without_keys(self.address).split(".")
        while len(steps) > 2 and steps[0] == "module":
            steps = steps[2:]
        return steps


class Cause(StrEnum):
    """Why a value cannot be known, for code that must tell; `Unknown.reason` is for people and is never read by code."""

    OTHER = "other"
    VARIABLE = "variable"
    """A variable or parameter without a value."""
    RESOURCE = "resource"
    """What only Azure knows of a resource, such as its id."""
    DATA = "data source"
    """A data source, an existing resource: what is looked up when the code is deployed."""
    MODULE = "module"
    """An output of a module that is not here."""
    FILE = "file"
    """A file that is missing or could not be read."""
    FUNCTION = "function"
    """A function whose result is not computed, or not the same twice."""
    CONDITION = "condition"
    """A condition, a count or a key that is not known itself."""
    BUDGET = "budget"
    """It would be too much work to compute, or too large to keep."""
    SENSITIVE = "sensitive"
    """It is kept secret."""
    WRONG = "written wrongly"
    """What stands there means nothing; a finding says so."""
    UNDECLARED = "not declared"
    """A name that nothing declares."""
    ELSEWHERE = "elsewhere"
    """It is declared in another configuration, or not shown by this input."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """
    A value that cannot be known from the files alone. Never guessed, never taken for absent.

    Two of them are equal wherever they stand.
    """

    reason: str
    """Completes the sentence "… cannot be known: ": ``variable `mode` has no default``."""
    span: Span | None = field(default=None, compare=False)
    """Where the reason stands."""
    text: str | None = None
    """For a text that is known in part: the text, with `HOLE` for each part that is not."""
    reference: Reference | None = None
    """For the attribute of a resource, such as an id that Azure assigns."""
    kind: Cause = field(default=Cause.OTHER, kw_only=True)
    symbol: str | None = field(default=None, kw_only=True)
    """
    A name of the value: two values with one symbol are equal. A text, with a name between two `HOLE` for each part that
    is not known: ``⌷parameters('ws')⌷/rule-1``.
    """

    def other(self, text: str | None = None, reference: Reference | None = None, symbol: str | None = None) -> Unknown:
        """Another value that is not known for the same reason."""
        return Unknown(self.reason, self.span, text, reference, kind=self.kind, symbol=symbol)

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> dict[str, object]:
        """In a model this is a value as it stands: pydantic would otherwise build a validator of its parts, slowly."""
        return {"type": "is-instance", "cls": cls}


Scalar = None | bool | int | float | str | date


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands."""

    value: Scalar | Unknown | Mapping[str, Node] | tuple[Node, ...]
    span: Span
    """The value where it is used."""
    key: Span | None = None
    """The key that holds it, when it has one."""
    origin: Span | None = None
    """Where the value was written, when it came to `span` through a variable, `each.value` or a module argument."""
    sensitive: bool = False
    """Marked so by its author: must not be shown."""

    def at(self, span: Span) -> Node:
        """The same value used at another place: that place becomes the span, the former one the origin."""
        return replace(self, span=span, origin=self.origin or self.span)

    def get(self, key: str) -> Node | None:
        """The value of a key of a mapping; None when this is no mapping or has no such key."""
        return self.value.get(key) if isinstance(self.value, Mapping) else None


def texts_in(node: Node) -> set[str]:
    """The keys, texts and numbers that a value consists of, as texts; of one that is known in part the known parts."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        value = waiting.pop().value
        if isinstance(value, Mapping):
            found.update(value)
            waiting += value.values()
        elif isinstance(value, tuple):
            waiting += value
        elif isinstance(value, Unknown):
            found.update(part for part in (value.text or "").split(HOLE) if part)
        elif value is not None and not isinstance(value, bool):
            found.add(str(value))
    return found


def known_text(value: object) -> str | None:
    """A text as far as it is known, with `HOLE` for the rest; None when nothing is."""
    match value:
        case str():
            return value
        case Unknown(text=str() as text):
            return text
    return None


def symbol_of(value: object) -> str | None:
    """
    A name of a value, see `Unknown.symbol`: of a known text that text itself, of an attribute its address.

    None for what may be different values at different places, such as an attribute of an instance with any key.
    """
    match value:
        case str():
            return value
        case Unknown(symbol=str() as symbol):
            return symbol
        case Unknown(reference=Reference(address=address, attribute=path)) if "[?]" not in address and "?" not in path:
            return f"{HOLE}{'.'.join((address, *map(str, path)))}{HOLE}"
    return None


def joined_symbol(parts: Iterable[object]) -> str | None:
    """The symbol of a text that is made of parts; None when one of them has none, or when it is too long."""
    symbols = [symbol_of(part) for part in parts]
    known = [each for each in symbols if each is not None]
    return "".join(known) if len(known) == len(symbols) and sum(map(len, known)) <= LONGEST_SYMBOL else None


def kind_of(value: object) -> str:
    """What a value is, in the words of a message: ``a list``, ``a number``."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case date():
            return "a date"
        case Mapping():
            return "a mapping"
        case tuple() | list():
            return "a list"
        case Unknown():
            return "an unknown value"
    return "a " + type(value).__name__


def visible(text: str) -> str:
    """A text with an escape for each letter that nobody would see, or that moves a terminal's cursor."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)


def shown(value: object, *, end: bool = False) -> str:
    """
    A user's value as messages show it: on one line, nothing invisible, `…` for a part that is not known.

    A long text is cut: at its end, or with `end` at its beginning, as is right for ids and paths.
    """
    text = value if isinstance(value, str) else kind_of(value)
    text = text[-8 * SHORTENED :] if end else text[: 8 * SHORTENED]
    text = visible(" ".join(text.split()).replace(HOLE, "…"))
    if len(text) <= SHORTENED:
        return text
    return f"…{text[1 - SHORTENED :]}" if end else f"{text[: SHORTENED - 1]}…"
