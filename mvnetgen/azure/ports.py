"""Port ranges of a service tag rule: ``*``, or numbers and ranges separated by commas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mvnetgen.text.document import HOLE

HIGHEST = 65535
Ports = tuple[tuple[int, int], ...]
"""Ranges with both ends included, in the order they were written."""

ANY_PORT: Ports = ((0, HIGHEST),)

_RANGE = r"([0-9]+)(?:\s*-\s*([0-9]+))?"


@dataclass(frozen=True, slots=True)
class PortProblem:
    """Why a text is no port ranges."""

    part: str
    """The part of the text that is wrong."""
    why: str
    """Completes "`part` …"."""


def parse_ports(text: str) -> Ports | PortProblem | None:
    """
    The ranges that a text names: ``80, 8080-8089``, ``*``.

    None when a part of it is not known and what is known is right.
    """
    if text.strip() == "*":
        return ANY_PORT
    ranges: list[tuple[int, int]] = []
    unknown = False
    for part in (each.strip() for each in text.split(",")):
        if HOLE in part:
            unknown = True
            continue
        found = _range(part)
        if isinstance(found, PortProblem):
            return found
        ranges.append(found)
    return None if unknown else tuple(ranges)


def _range(part: str) -> tuple[int, int] | PortProblem:
    match = re.fullmatch(_RANGE, part)
    if not part:
        return PortProblem(part, "is empty")
    if part == "*":
        return PortProblem(part, "stands alone or not at all")
    if match is None:
        return PortProblem(part, "is neither a port nor a range such as `8080-8089`")
    numbers = [
        int(each) if len(each.lstrip("0")) <= len(str(HIGHEST)) else HIGHEST + 1 for each in match.groups() if each
    ]
    if max(numbers) > HIGHEST:
        return PortProblem(part, f"is beyond {HIGHEST}")
    first, last = numbers[0], numbers[-1]
    if first > last:
        return PortProblem(part, "runs backwards")
    return first, last


def any_port(ports: Ports) -> bool:
    """Whether the ranges together leave no port out; port 0, which nobody uses, may be missing."""
    reached = 0
    for first, last in sorted(ports):
        if first > reached + 1:
            return False
        reached = max(reached, last)
    return reached == HIGHEST


def overlap(some: Ports, others: Ports) -> tuple[int, int] | None:
    """The first range that both have; None when they have none in common."""
    for first, last in some:
        for other_first, other_last in others:
            low, high = max(first, other_first), min(last, other_last)
            if low <= high:
                return low, high
    return None
