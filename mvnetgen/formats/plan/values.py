"""The values of a plan as nodes: with places, and unknown or secret where the plan says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mvnetgen.text.document import Cause, Node, Reference, Unknown
from mvnetgen.text.source import Span

Steps = tuple[str | int, ...]
Place = Callable[[Steps], tuple[Span, Span | None]]
"""Where the value below an argument stands, and its key."""
SHORTEST_SECRET = 3
"""Characters of a secret that can be told from any other text."""


@dataclass
class Values:
    """The arguments of one resource on their way to nodes."""

    address: str
    place: Place
    refers_to: Callable[[Steps], Reference | None]
    secrets: set[str] = field(default_factory=set)
    """Texts that must not be shown."""

    def node(self, value: Any, unknown: Any, sensitive: Any, steps: Steps = ()) -> Node:
        """A value with what is not known of it and what of it is secret."""
        span, key = self.place(steps)
        secret = sensitive is True
        if unknown is True:
            name = ".".join(str(step) for step in steps)
            reason = f"`{name}` of `{self.address}` is known after apply"
            return Node(
                Unknown(reason, span, None, self.refers_to(steps), kind=Cause.RESOURCE), span, key, sensitive=secret
            )
        if isinstance(value, dict) or (value is None and isinstance(unknown, dict) and _any_unknown(unknown)):
            return Node(dict(self._members(value or {}, unknown, sensitive, steps)), span, key, sensitive=secret)
        if isinstance(value, list):
            items = tuple(self._items(value, unknown, sensitive, steps))
            return Node(items, span, key, sensitive=secret)
        if secret and isinstance(value, str) and len(value) >= SHORTEST_SECRET:
            self.secrets.add(value)
        return Node(value, span, key, sensitive=secret)

    def _members(
        self, value: Mapping[str, Any], unknown: Any, sensitive: Any, steps: Steps
    ) -> Iterator[tuple[str, Node]]:
        missing = [key for key in unknown if key not in value] if isinstance(unknown, dict) else []
        for key in (*value, *missing):
            of = unknown.get(key) if isinstance(unknown, dict) else None
            if key in missing and not _any_unknown(of):
                continue
            marks = sensitive.get(key) if isinstance(sensitive, dict) else sensitive is True
            yield key, self.node(value.get(key), of, marks, (*steps, key))

    def _items(self, value: list[Any], unknown: Any, sensitive: Any, steps: Steps) -> Iterator[Node]:
        for index in range(max(len(value), len(unknown) if isinstance(unknown, list) else 0)):
            item = value[index] if index < len(value) else None
            of = unknown[index] if isinstance(unknown, list) and index < len(unknown) else None
            marks = _mark_of(sensitive, index)
            yield self.node(item, of, marks, (*steps, index))


def _mark_of(sensitive: Any, index: int) -> Any:
    if isinstance(sensitive, list):
        return sensitive[index] if index < len(sensitive) else None
    if isinstance(sensitive, dict):
        return sensitive.get(index)
    return sensitive is True


def _any_unknown(unknown: Any) -> bool:
    """Whether anything in a tree of marks is not known."""
    if isinstance(unknown, dict):
        return any(map(_any_unknown, unknown.values()))
    if isinstance(unknown, list):
        return any(map(_any_unknown, unknown))
    return unknown is True


def body_of_text(text: str) -> Any:
    """The body that azapi 1.x has as JSON text; the text itself when it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
