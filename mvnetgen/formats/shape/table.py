"""Mappings with known keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mvnetgen.formats.shape.kinds import MOST_PROPOSALS, Kind, Text, unknown_of
from mvnetgen.formats.shape.reading import Reading
from mvnetgen.model.fix import Fix, Remove, Rename
from mvnetgen.text.document import Cause, Node, Unknown, shown
from mvnetgen.text.nearest import nearest, same_letters
from mvnetgen.text.source import Route

_TEXT = Text()
MOST_NAMED = 12
"""Keys that a message names."""


@dataclass(frozen=True)
class Field:
    """A key of a mapping."""

    key: str
    """As the format spells it."""
    to: str = ""
    """The attribute of the model; empty when the model does not keep it."""
    kind: Kind = _TEXT
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
        if (unknown := unknown_of(node, route, reading)) is not None:
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
                    proposed.add(self._unknown_key(key, child, (*route, key), reading, document))
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
                    values[each.to] = Unknown(f"`{each.key}` is missing", node.span, kind=Cause.WRONG)
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
        reading.report(
            "unknown-key",
            message,
            child,
            (*route, key),
            help=help_,
            on_key=True,
            severity="warning",
            fix=Fix((Rename(key, same.key),)),
        )
        return same

    def _unknown_key(self, key: str, child: Node, route: Route, reading: Reading, document: Mapping[str, Node]) -> str:
        """Reports a key; returns what it proposes instead."""
        if not self.unknown_keys:
            return ""
        reading.place(route, child)
        few = len(reading.misread) < MOST_PROPOSALS
        guess = nearest(key, [each.key for each in self.fields]) if few else None
        effect = f"; {self.consequence}" if self.consequence else ""
        message = f"`{shown(key)}` is no key of {self.title}{effect}"
        help_ = self.hints.get(key) or (f"write `{guess}`" if guess else self._known())
        fix = None
        if guess and key not in self.hints and guess not in document:
            fix = Fix((Rename(key, guess),), same_letters(key, guess))
        elif key not in self.hints and not guess:
            fix = Fix((Remove(),), safe=False)
        reading.report(self.unknown_keys, message, child, route, help=help_, on_key=True, fix=fix)
        return help_

    def _known(self) -> str:
        """What to do about a key that resembles none: the keys that there are, when they are few enough to be read."""
        keys = [each.key for each in self.fields if not each.read_only]
        listed = ", ".join(f"`{key}`" for key in keys)
        return f"remove it; the keys are {listed}" if 0 < len(keys) <= MOST_NAMED else "remove it"

    def _of_the_service(self, known: Field, child: Node, route: Route, reading: Reading) -> None:
        effect, severity = ("may have no effect", "info") if known.state else ("has no effect", None)
        message = f"`{known.key}` belongs to the service; what is written here {effect}"
        reading.report(
            "read-only-field",
            message,
            child,
            route,
            help="remove it",
            on_key=True,
            severity=severity,
            fix=Fix((Remove(),), not known.state),
        )

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
