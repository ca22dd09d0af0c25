"""
How a document becomes the model: tables of fields, and the kinds of value that a field can hold.

A format is a table (`azml`, `arm`, …). Reading a document by its table gives the model, the place of every value, and
what was misread: unknown keys, missing keys, wrong types. A value that was misread becomes `Unknown`, so that no other
rule speaks of it again. The same tables give the JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from mvnetgen.document import Node, Unknown, kind_of, shown
from mvnetgen.estate import Misread, Place, SpanMap
from mvnetgen.nearest import nearest
from mvnetgen.source import Route

__all__ = ["Choice", "Field", "Flag", "Kind", "ListOf", "MapOf", "Reading", "Table", "Text", "nearest", "shown"]

MOST_PROPOSALS = 200
"""Misread values of one document up to which a message looks for the word that was meant: each look takes a millisecond."""


@dataclass
class Reading:
    """One document on its way into the model: where things stand, and what was wrong with them."""

    null_is_absent: bool = False
    """Terraform and ARM take null for left out; the `az ml` YAML does not."""
    address: str = ""
    spans: SpanMap = field(default_factory=SpanMap)
    misread: list[Misread] = field(default_factory=list)
    unknowns: list[tuple[Route, Unknown]] = field(default_factory=list)
    keys: dict[Route, str] = field(default_factory=dict)
    """The keys of the document where they differ from the last step of the route in the model."""

    def word(self, route: Route) -> str:
        """The key that a route ends with, as the document spells it."""
        for end in range(len(route), 0, -1):
            step = route[end - 1]
            if isinstance(step, str):
                return self.keys.get(route[:end], step)
        return "the document"

    def place(self, route: Route, node: Node) -> None:
        """Records where the value of a route stands."""
        self.spans[route] = Place.of(node, self.address)

    def report(
        self,
        rule: str,
        message: str,
        node: Node,
        route: Route,
        *,
        help: str = "",  # noqa: A002 — the word of the contract
        on_key: bool = False,
        severity: str | None = None,
        related: tuple[tuple[Place, str], ...] = (),
    ) -> Unknown:
        """Records what is wrong with a value; returns the `Unknown` that takes its place."""
        place = Place.of(node, self.address)
        self.misread.append(
            Misread(rule, message, place, route, help, related=related, severity=severity, on_key=on_key)
        )
        return Unknown("it is written wrongly", node.span)

    def wrong_type(self, node: Node, route: Route, wanted: str, *, help: str = "") -> Unknown:  # noqa: A002
        """Records a value of the wrong type."""
        name = self.word(route)
        message = f"`{name}` is {kind_of(node.value)}, and {wanted} is needed"
        return self.report("invalid-type", message, node, route, help=help)


class Kind(Protocol):
    """What a field can hold."""

    def read(self, node: Node, route: Route, reading: Reading) -> Any:
        """The value for the model; what is wrong goes to `reading`."""
        ...

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the values that are right."""
        ...


def _unknown(node: Node, route: Route, reading: Reading) -> Unknown | None:
    if isinstance(node.value, Unknown):
        reading.unknowns.append((route, node.value))
        return node.value
    return None


@dataclass(frozen=True)
class Text:
    """A text; numbers and booleans are texts only where the format converts them (`converts`)."""

    pattern: str = ""
    converts: bool = False
    examples: tuple[str, ...] = ()

    def read(self, node: Node, route: Route, reading: Reading) -> str | Unknown:
        if (unknown := _unknown(node, route, reading)) is not None:
            return unknown
        if isinstance(node.value, str):
            return node.value
        if self.converts and isinstance(node.value, bool | int | float):
            return str(node.value).lower() if isinstance(node.value, bool) else f"{node.value:g}"
        help_ = "write it in quotes" if isinstance(node.value, bool | int | float | date) else ""
        return reading.wrong_type(node, route, "a text", help=help_)

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
        if (unknown := _unknown(node, route, reading)) is not None:
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
        if (unknown := _unknown(node, route, reading)) is not None:
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
                reading.report(self.rule, message, node, route, help=help_, severity="warning")
            return member
        guess = nearest(node.value, self.spellings)
        proposal = self.word_for(self.spellings[guess]) if guess else None
        message = f"`{shown(node.value)}` is no value of `{name}`; the values are {listed}"
        if not node.value.strip():
            message = f"`{name}` is empty; the values are {listed}"
        help_ = f"write `{proposal}`" if proposal else f"choose one of {listed}"
        return reading.report(self.rule, message, node, route, help=help_)

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
        if (unknown := _unknown(node, route, reading)) is not None:
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
        if (unknown := _unknown(node, route, reading)) is not None:
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


@dataclass(frozen=True)
class Field:
    """A key of a mapping."""

    key: str
    """As the format spells it."""
    to: str = ""
    """The attribute of the model; empty when the model does not keep it."""
    kind: Kind = Text()
    description: str = ""
    required: bool = False
    read_only: bool = False
    """The service owns it: accepted, never sent."""
    state: bool = False
    """The service owns it, too, but it is sent and nobody documents what becomes of it."""


@dataclass(frozen=True)
class Table:
    """A mapping with known keys."""

    fields: tuple[Field, ...]
    make: Callable[..., Any]
    """Makes the model's part of the values by attribute."""
    title: str
    """What the mapping is, in messages: ``a workspace``."""
    hints: Mapping[str, str] = field(default_factory=dict)
    """For keys that are often written here by mistake: what to do instead."""
    unknown_keys: str = "unknown-key"
    """The rule for keys that are not in the table; empty to accept them."""
    consequence: str = ""
    """What happens to an unknown key: ``az ml drops it without a word``."""
    any_case: bool = False
    """Whether a key in another casing is the key all the same, with a warning: Azure compares so, azapi does not."""

    def read(self, node: Node, route: Route, reading: Reading) -> Any:
        if (unknown := _unknown(node, route, reading)) is not None:
            return unknown
        if not isinstance(node.value, Mapping):
            return reading.wrong_type(node, route, "a mapping")
        return self.make(**self.values(node, route, reading))

    def values(
        self, node: Node, route: Route, reading: Reading, *, skip: frozenset[str] = frozenset()
    ) -> dict[str, Any]:
        """The values by attribute of the model. `skip` names keys that somebody else judges."""
        document = node.value
        assert isinstance(document, Mapping)
        by_key = {each.key: each for each in self.fields}
        values: dict[str, Any] = {}
        proposed: set[str] = set()
        for key, child in document.items():
            if key in skip:
                continue
            known = by_key.get(key) or self._in_another_case(key, child, document, route, reading)
            if known is None:
                if child.value is not None or not reading.null_is_absent:
                    proposed.add(self._unknown_key(key, child, (*route, key), reading))
                continue
            target = (*route, known.to or key)
            if known.to != key:
                reading.keys[target] = key
            reading.place(target, child)
            if known.read_only or known.state:
                if not (child.value is None and reading.null_is_absent):
                    self._of_the_service(known, child, target, reading)
                    known.kind.read(child, target, reading)
                continue
            if child.value is None and reading.null_is_absent:
                continue
            value = known.kind.read(child, target, reading)
            if known.to:
                values[known.to] = value
        for each in self.fields:
            if each.required and each.key not in skip and _absent(document.get(each.key), reading):
                if f"write `{each.key}`" not in proposed:
                    help_ = f"add `{each.key}`"
                    reading.report("missing-key", f"{self.title} needs `{each.key}`", node, route, help=help_)
                if each.to:
                    values[each.to] = Unknown(f"`{each.key}` is missing", node.span)
        return values

    def _in_another_case(
        self, key: str, child: Node, document: Mapping[str, Node], route: Route, reading: Reading
    ) -> Field | None:
        """The field that a key means although its casing is another."""
        if not self.any_case:
            return None
        same = next((each for each in self.fields if each.key.lower() == key.lower()), None)
        if same is None or same.key in document:
            return None
        message = f"`{shown(key)}` of {self.title} is spelt `{same.key}`; azapi and Azure may refuse this casing"
        help_ = f"write `{same.key}`"
        reading.report("unknown-key", message, child, (*route, key), help=help_, on_key=True, severity="warning")
        return same

    def _unknown_key(self, key: str, child: Node, route: Route, reading: Reading) -> str:
        """Reports a key; returns what it proposes instead."""
        if not self.unknown_keys:
            return ""
        reading.spans[route] = Place.of(child, reading.address)
        few = len(reading.misread) < MOST_PROPOSALS
        guess = nearest(key, [each.key for each in self.fields]) if few else None
        effect = f"; {self.consequence}" if self.consequence else ""
        message = f"`{shown(key)}` is no key of {self.title}{effect}"
        help_ = self.hints.get(key) or (f"write `{guess}`" if guess else "remove it")
        reading.report(self.unknown_keys, message, child, route, help=help_, on_key=True)
        return help_

    def _of_the_service(self, known: Field, child: Node, route: Route, reading: Reading) -> None:
        effect, severity = ("may have no effect", "info") if known.state else ("has no effect", None)
        message = f"`{known.key}` belongs to the service; what is written here {effect}"
        reading.report("read-only-field", message, child, route, help="remove it", on_key=True, severity=severity)

    def schema(self) -> dict[str, Any]:
        properties = {}
        for each in self.fields:
            description = {"description": each.description} if each.description else {}
            properties[each.key] = each.kind.schema() | description | ({"readOnly": True} if each.read_only else {})
        result: dict[str, Any] = {"type": "object", "properties": properties}
        required = [each.key for each in self.fields if each.required]
        if required:
            result["required"] = required
        if self.unknown_keys:
            result["additionalProperties"] = False
        return result


def _absent(node: Node | None, reading: Reading) -> bool:
    return node is None or (node.value is None and reading.null_is_absent)
