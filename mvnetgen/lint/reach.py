"""Which comments reach which findings: all at once, in the order of lines, so that many of both take no longer than few."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mvnetgen.lint.finding import Finding
from mvnetgen.text.source import Span

if TYPE_CHECKING:
    from mvnetgen.lint.ignores import Ignore

Group = tuple[str, str]
"""A file, and a rule that comments in it name."""


class Reach:
    """The comments that cover findings: where these stand, and where one of their related places stands."""

    def __init__(self, ignores: Sequence[Ignore], findings: Iterable[Finding]) -> None:
        groups: dict[Group, list[Ignore]] = {}
        for ignore in ignores:
            for name, _ in ignore.names:
                groups.setdefault((ignore.span.path, name), []).append(ignore)
        lines: dict[Group, set[int]] = {}
        for finding in findings:
            for place in _places(finding):
                group = (place.path, finding.rule)
                if group in groups:
                    lines.setdefault(group, set()).update((place.line, place.end_line))
        self._groups = {group: _Lines(groups[group], wanted) for group, wanted in lines.items()}

    def covering(self, finding: Finding) -> list[Ignore]:
        """The comments that cover a finding, in their order."""
        found: dict[int, Ignore] = {}
        for number, place in enumerate(_places(finding)):
            group = self._groups.get((place.path, finding.rule))
            for ignore in group.at(place, whole_file=number == 0) if group else ():
                found[id(ignore)] = ignore
        return sorted(found.values(), key=lambda ignore: ignore.span)


class _Lines:
    """The comments of one file about one rule, by the lines that they reach."""

    def __init__(self, ignores: Sequence[Ignore], wanted: Iterable[int]) -> None:
        self._file = [ignore for ignore in ignores if ignore.first == 0]
        self._behind: dict[int, list[Ignore]] = {}
        above = []
        for ignore in ignores:
            if ignore.first and ignore.alone:
                above.append(ignore)
            elif ignore.first:
                self._behind.setdefault(ignore.first, []).append(ignore)
        self._above = _swept(above, wanted)

    def at(self, place: Span, *, whole_file: bool) -> list[Ignore]:
        """The comments that reach a place; those for the whole file only when it is asked for."""
        behind = dict.fromkeys((place.line, place.end_line))
        return [
            *(self._file if whole_file else ()),
            *self._above.get(place.line, ()),
            *(ignore for line in behind for ignore in self._behind.get(line, ())),
        ]


def _swept(ignores: list[Ignore], wanted: Iterable[int]) -> dict[int, list[Ignore]]:
    """For each of some lines the comments whose entries are around it."""
    begins = sorted(ignores, key=lambda ignore: ignore.first)
    active: list[tuple[int, int]] = []
    found: dict[int, list[Ignore]] = {}
    position = 0
    for line in sorted(wanted):
        while position < len(begins) and begins[position].first <= line:
            heapq.heappush(active, (begins[position].last, position))
            position += 1
        while active and active[0][0] < line:
            heapq.heappop(active)
        if active:
            found[line] = [begins[index] for _, index in active]
    return found


def _places(finding: Finding) -> list[Span]:
    return [finding.span, *(other.span for other in finding.related)]
