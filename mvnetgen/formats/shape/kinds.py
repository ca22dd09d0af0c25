"""The kinds of value that a field can hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from mvnetgen.formats.shape.reading import Reading
from mvnetgen.model.fix import Fix, Write, write
from mvnetgen.text.document import Node, Unknown, kind_of, shown
from mvnetgen.text.nearest import nearest, same_letters
from mvnetgen.text.source import Route

MOST_PROPOSALS = 200
"""Misread values of one document up to which a message looks for the word that was meant: each look takes a millisecond."""


class Kind(Protocol):
    """What a field can hold."""

    def read(self, node: Node, route: Route, reading: Reading) -> Any:
        """The value for the model; what is wrong goes to `reading`."""
        ...

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the values that are right."""
        ...


def unknown_of(node: Node, route: Route, reading: Reading) -> Unknown | None:
    """The value when it is unknown, which is noted; None when it is known."""
    if isinstance(node.value, Unknown):
        reading.unknowns.append((route, node.value))
        return node.value
    return None


@dataclass(frozen=True)
class Text:
    """A text; numbers and booleans are texts only where the format converts them, in its way (`converts`)."""

    pattern: str = ""
    converts: Callable[[bool | int | float], str] | None = None
    examples: tuple[str, ...] = ()

    def read(self, node: Node, route: Route, reading: Reading) -> str | Unknown:
        if (unknown := unknown_of(node, route, reading)) is not None:
            return unknown
        if isinstance(node.value, str):
            return node.value
        if self.converts and isinstance(node.value, bool | int | float):
            return self.converts(node.value)
        help_ = "write it in quotes" if isinstance(node.value, bool | int | float | date) else ""
        number = isinstance(node.value, int) and not isinstance(node.value, bool)
        quoted = Fix((Write(str(node.value), str(node.value)),)) if number else None
        return reading.wrong_type(node, route, "a text", help=help_, fix=quoted)

    def schema(self) -> dict[str, Any]:
        return {"type": "string"} | ({"pattern": self.pattern} if self.pattern else {}) | _examples(self.examples)


def _examples(examples: tuple[str, ...]) -> dict[str, Any]:
    return {"examples": list(examples)} if examples else {}


def _casings(*words: str) -> frozenset[str]:
    return frozenset(each for word in words for each in (word, word.capitalize(), word.upper()))


TRUE = _casings("t", "true", "y", "yes", "on", "1")
FALSE = _casings("f", "false", "n", "no", "off", "0")


@dataclass(frozen=True)
class Flag:
    """A boolean; the SDK (marshmallow) and Terraform take some texts and the numbers 0 and 1 for one."""

    def read(self, node: Node, route: Route, reading: Reading) -> bool | Unknown:
        if (unknown := unknown_of(node, route, reading)) is not None:
            return unknown
        match node.value:
            case bool() as flag:
                return flag
            case str() as word if word in TRUE:
                return True
            case str() as word if word in FALSE:
                return False
            case int() | float() as number if number in (0, 1):
                return bool(number)
        return reading.wrong_type(node, route, "a boolean")

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "boolean"}, {"enum": [*sorted(TRUE | FALSE), 0, 1]}]}


@dataclass(frozen=True)
class Choice:
    """One of a few words, each in the spellings that the format accepts."""

    spellings: Mapping[str, StrEnum]
    """Accepted spelling to member; the first spelling of a member is the one that messages propose."""
    rule: str = "invalid-value"
    normal: Callable[[str], str] | None = None
    """What the format makes of a value before it compares it with the spellings."""
    other_spellings: tuple[str, ...] = ()
    """Values that `normal` makes acceptable, for the JSON Schema."""
    any_case: str = ""
    """When set, casing that differs is no error; ``warn`` says so in a warning, ``accept`` says nothing."""

    def read(self, node: Node, route: Route, reading: Reading) -> StrEnum | Unknown:
        if (unknown := unknown_of(node, route, reading)) is not None:
            return unknown
        words = list(dict.fromkeys(self.proposed))
        listed = ", ".join(f"`{word}`" for word in words)
        name = reading.word(route)
        if not isinstance(node.value, str):
            message = f"`{name}` is {kind_of(node.value)}, and one of {listed} is needed"
            return reading.report(self.rule, message, node, route)
        spelling = self.normal(node.value) if self.normal else node.value
        if spelling in self.spellings:
            return self.spellings[spelling]
        folded = {spelling.lower(): spelling for spelling in self.spellings}
        same = folded.get(spelling.lower()) if self.any_case else None
        if same is not None:
            member = self.spellings[same]
            if self.any_case == "warn":
                message = f"`{node.value}` is spelt `{self.word_for(member)}`; Azure may refuse this casing"
                help_ = f"write `{self.word_for(member)}`"
                fix = write(node.value, self.word_for(member))
                reading.report(self.rule, message, node, route, help=help_, severity="warning", fix=fix)
            return member
        guess = nearest(node.value, self.spellings)
        proposal = self.word_for(self.spellings[guess]) if guess else None
        message = f"`{shown(node.value)}` is no value of `{name}`; the values are {listed}"
        if not node.value.strip():
            message = f"`{name}` is empty; the values are {listed}"
        help_ = f"write `{proposal}`" if proposal else f"choose one of {listed}"
        return reading.report(self.rule, message, node, route, help=help_, fix=self._fix(node.value, proposal))

    def _fix(self, written: str, proposal: str | None) -> Fix | None:
        """A word in its own casing; another word is a guess, which a mode is too important for."""
        same = next((word for word in self.proposed if same_letters(word, written)), None)
        if same or self.rule == "invalid-isolation-mode":
            return write(written, same or "")
        return write(written, proposal or "", safe=False)

    @property
    def proposed(self) -> list[str]:
        """The spellings that messages propose, one for each member."""
        return [self.word_for(member) for member in dict.fromkeys(self.spellings.values())]

    def word_for(self, member: StrEnum) -> str:
        """The first spelling of a member."""
        return next(spelling for spelling, each in self.spellings.items() if each is member)

    def schema(self) -> dict[str, Any]:
        if not self.other_spellings:
            return {"enum": self.proposed}
        # A pattern, so that editors accept these words and propose only the first ones.
        others = "|".join(re.escape(each) for each in self.other_spellings)
        return {"anyOf": [{"enum": self.proposed}, {"type": "string", "pattern": f"^({others})$"}]}


@dataclass(frozen=True)
class ListOf:
    """A list whose elements are of one kind."""

    item: Kind
    null_is_empty: bool = False

    def read(self, node: Node, route: Route, reading: Reading) -> tuple[Any, ...] | Unknown:
        if (unknown := unknown_of(node, route, reading)) is not None:
            return unknown
        if node.value is None and self.null_is_empty:
            return ()
        if not isinstance(node.value, tuple):
            return reading.wrong_type(node, route, "a list")
        items = []
        for index, item in enumerate(node.value):
            reading.place((*route, index), item)
            items.append(self.item.read(item, (*route, index), reading))
        return tuple(items)

    def schema(self) -> dict[str, Any]:
        return {"type": ["array", "null"] if self.null_is_empty else "array", "items": self.item.schema()}


@dataclass(frozen=True)
class MapOf:
    """A mapping with keys of the user's choice."""

    item: Kind

    def read(self, node: Node, route: Route, reading: Reading) -> dict[str, Any] | Unknown:
        if (unknown := unknown_of(node, route, reading)) is not None:
            return unknown
        if not isinstance(node.value, Mapping):
            return reading.wrong_type(node, route, "a mapping")
        items = {}
        for key, item in node.value.items():
            reading.place((*route, key), item)
            items[key] = self.item.read(item, (*route, key), reading)
        return items

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.item.schema()}
