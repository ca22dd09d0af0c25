"""From offsets in a text to spans in a file; also for text that stands inside something else, such as a JSON string."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from mvnetgen.text.source import Span

Places = Callable[[int, int], Span]
"""The span from an offset to another, the end exclusive."""


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def places_of(path: str, text: str) -> Places:
    """The places of a text that is the whole of a file."""
    starts = line_starts(text)

    def place(start: int, end: int) -> Span:
        line = bisect_right(starts, start)
        begin = starts[line - 1]
        if line == len(starts) or end < starts[line]:
            return Span(path, line, start - begin + 1, line, end - begin + 1)
        last = bisect_right(starts, end)
        return Span(path, line, start - begin + 1, last, end - starts[last - 1] + 1)

    return place


def places_at(text: str, span: Span) -> Places:
    """The places of a text that begins where a span begins, and stands there letter by letter."""
    inner = places_of(span.path, text)

    def place(start: int, end: int) -> Span:
        found = inner(start, end)
        first, last = (span.column - 1 if line == 1 else 0 for line in (found.line, found.end_line))
        above = span.line - 1
        return Span(
            span.path, found.line + above, found.column + first, found.end_line + above, found.end_column + last
        )

    return place


def places_in(outer: Places, offsets: list[int]) -> Places:
    """The places of a text whose letters stand at these offsets of another; one offset more marks the end."""

    def place(start: int, end: int) -> Span:
        return outer(offsets[start], offsets[end])

    return place


def fixed_place(span: Span) -> Places:
    """For a text whose letters have no places of their own: everything is at the span."""

    def place(_start: int, _end: int) -> Span:
        return span

    return place
