"""
How a problem is mended: changes to what stands at routes of the model, whatever language it is written in.

Rules and readers say what has to change; `lint.fix` makes the edits of a text of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from mvnetgen.text.source import Route


@dataclass(frozen=True, slots=True)
class Write:
    """A text in place of another: what is written must be just the old one, not made of parts or computed."""

    old: str
    new: str
    route: Route | None = None
    """As in a `Problem`; None for the place of the problem itself."""


@dataclass(frozen=True, slots=True)
class Rename:
    """Another name for a key."""

    old: str
    new: str
    route: Route | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """An entry of a mapping with its key, or an element of a list."""

    route: Route | None = None


@dataclass(frozen=True, slots=True)
class Indent:
    """Lines of YAML further to the right: from the key of the place to a line."""

    columns: int
    last_line: int
    route: Route | None = None


Change = Write | Rename | Remove | Indent


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends a problem."""

    changes: tuple[Change, ...]
    safe: bool = True
    """Whether what Azure makes of it stays the same, or becomes what can only have been meant."""


def write(old: object, new: str, *, safe: bool = True) -> Fix | None:
    """The fix that writes a text in place of another one; None when one of them is no text, or nothing changes."""
    return Fix((Write(old, new),), safe) if isinstance(old, str) and new and old != new else None


REMOVE = Fix((Remove(),))
"""The fix that takes out what the problem is about."""
