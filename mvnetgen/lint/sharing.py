"""Which places use a value that is written once, as the default of a variable or in a file of values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from mvnetgen.model.estate import Estate
from mvnetgen.text.source import Source, Span

_MOST_NAMED = 3
_DECLARED = re.compile(
    r'\s*(?:variable\s+"(?P<variable>[\w-]+)"|(?:param|var)\s+(?P<bicep>\w+)\b|(?P<value>[\w-]+)\s*=)'
)


@dataclass(frozen=True)
class Shared:
    """Why a value is not mended: other places use what is written there, too."""

    places: tuple[Span, ...]

    def __str__(self) -> str:
        named = ", ".join(f"{each.path}:{each.line}" for each in self.places[:_MOST_NAMED])
        more = len(self.places) - _MOST_NAMED
        return f"{len(self.places)} places use what is written there ({named}{f' and {more} more' if more > 0 else ''})"


class Users:
    """The places of an estate by what they use."""

    def __init__(self, estate: Estate, source_of: Callable[[str], Source | None]) -> None:
        self.estate = estate
        self.source_of = source_of

    def sharing(self, origin: Span) -> Shared | None:
        """The places that use what is written at a place, when they are several: values of the model, or names of it."""
        places = self._by_origin.get(origin, ())
        if len(places) < 2:
            places = tuple(self._mentions(origin))
        return Shared(places) if len(places) > 1 else None

    @cached_property
    def _by_origin(self) -> Mapping[Span, tuple[Span, ...]]:
        found: dict[Span, dict[Span, None]] = {}
        for place in self.estate.spans.values():
            if place.origin:
                found.setdefault(place.origin, {})[place.span] = None
        return {origin: tuple(spans) for origin, spans in found.items()}

    @cached_property
    def _sources(self) -> tuple[Source, ...]:
        paths = {place.span.path for place in self.estate.spans.values()} | {
            each.path for each in self.estate.variables
        }
        found = (self.source_of(path) for path in sorted(paths))
        return tuple(each for each in found if each is not None)

    def _mentions(self, origin: Span) -> Iterator[Span]:
        """Where the variable is named whose value stands at a place: a condition may compare it with the old text."""
        declared = self._declared(origin)
        if declared is None:
            return
        pattern, own = declared
        for source in self._sources:
            for number, line in enumerate(source.lines, 1):
                if source.path == origin.path and own <= number <= origin.end_line:
                    continue
                for found in pattern.finditer(line):
                    yield Span(source.path, number, found.start() + 1, number, found.end() + 1)

    def _declared(self, origin: Span) -> tuple[re.Pattern[str], int] | None:
        """What names the variable, and the line where its declaration begins."""
        source = self.source_of(origin.path)
        if source is None:
            return None
        nearest: tuple[str, int] | None = None
        for number in range(origin.line, 0, -1):
            found = _DECLARED.match(source.line(number))
            if found is None:
                continue
            if found["bicep"]:
                return re.compile(rf"\b{found['bicep']}\b"), number
            if found["variable"]:
                return re.compile(rf"\bvar\.{re.escape(found['variable'])}\b"), number
            if found["value"] and origin.path.endswith(".tfvars") and not source.line(number)[:1].isspace():
                return re.compile(rf"\bvar\.{re.escape(found['value'])}\b"), number
            if nearest is None and number == origin.line:
                nearest = found["value"], number
            if number < origin.line and not source.line(number)[:1].isspace():
                break
        return (re.compile(rf"\blocal\.{re.escape(nearest[0])}\b"), nearest[1]) if nearest else None
