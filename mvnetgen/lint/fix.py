"""From what has to change in the model to edits of the text that it was read from."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from mvnetgen.lint.finding import FindingFix
from mvnetgen.lint.literals import Language, language_of, rewritten
from mvnetgen.lint.removal import removal
from mvnetgen.lint.sharing import Shared, Users
from mvnetgen.model.estate import Estate, Place
from mvnetgen.model.fix import Change, Fix, Indent, Remove, Rename, Write
from mvnetgen.text.edit import Edit
from mvnetgen.text.source import Route, Source, Span, is_generated

_FOREIGN = re.compile(r"(?:^|/)\.(?:terraform|terragrunt-cache)/")
"""Folders of what others wrote."""


class Fixer:
    """Makes the edits of the fixes of one estate."""

    def __init__(self, estate: Estate, source_of: Callable[[str], Source | None]) -> None:
        self.estate = estate
        self.source_of = source_of
        self.users = Users(estate, source_of)

    def fixed(self, fix: Fix, prefix: Route, place: Place) -> FindingFix | Shared | None:
        """
        The edits of a fix; why there are none, or None when what is there cannot be edited from here.

        `prefix` stands before the routes of the fix, `place` is that of the problem.
        """
        edits: list[Edit] = []
        for change in fix.changes:
            where = place if change.route is None else self.estate.spans.get((*prefix, *change.route))
            made = self._edit(change, where, (*prefix, *(change.route or ()))) if where else None
            if made is None or isinstance(made, Shared):
                return made
            edits.append(made)
        return FindingFix(fix.safe, tuple(sorted(edits)))

    def _edit(self, change: Change, place: Place, route: Route) -> Edit | Shared | None:
        if place.sensitive:
            return None
        match change:
            case Remove():
                return self._removed(place, route)
            case Indent(columns, last_line):
                return self._indented(place.key, columns, last_line) if place.key else None
            case Rename(old, new):
                return self._written(place.key, old, new, key=True) if place.key else None
            case Write(old, new):
                if place.origin and (shared := self.users.sharing(place.origin)):
                    return shared
                return self._written(place.origin or place.span, old, new)

    def _written(self, span: Span, old: str, new: str, *, key: bool = False) -> Edit | None:
        source = self._editable(span)
        language = language_of(span.path)
        if source is None or language is None:
            return None
        literal = source.excerpt(span)
        if key and literal == old:  # without quotes, whatever the language
            return Edit(span, new) if re.fullmatch(r"[A-Za-z_]\w*", new) else None
        text = rewritten(literal, old, new, language)
        tail = "\n" if literal.endswith("\n") else ""
        return None if text is None else Edit(span, text + tail)

    def _removed(self, place: Place, route: Route) -> Edit | None:
        source = self._editable(place.span)
        language = language_of(place.span.path)
        if source is None or language is None or place.origin or route in self._resources:
            return None
        if any(
            other.span == place.span and each != route and len(each) == len(route)
            for each, other in self.estate.spans.items()
        ):
            return None  # one block makes several of them
        return removal(source, place.span, place.key, language)

    def _indented(self, key: Span, columns: int, last_line: int) -> Edit | None:
        source = self._editable(key)
        if (
            source is None
            or language_of(key.path) is not Language.YAML
            or source.line(key.line)[: key.column - 1].strip()
        ):
            return None
        lines = [source.line(number) for number in range(key.line, last_line + 1)]
        text = "\n".join(f"{' ' * columns}{line}" if line.strip() else line for line in lines)
        return Edit(Span(key.path, key.line, 1, last_line, len(lines[-1]) + 1), text)

    def _editable(self, span: Span) -> Source | None:
        """The text of a file that may be edited at a span: of ours, written by hand, with nothing hidden there."""
        source = self.source_of(span.path)
        if source is None or _FOREIGN.search(span.path) or is_generated(source.text):
            return None
        return source if source.hidden.isdisjoint(range(span.line, span.end_line + 1)) else None

    @cached_property
    def _resources(self) -> frozenset[Route]:
        return frozenset(each.route for declaration in self.estate.declarations for each in declaration.rule_resources)
