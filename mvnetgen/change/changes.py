"""Everything that two versions declare → the changes of each workspace, in every world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from mvnetgen.change.compare import compare, moved_address
from mvnetgen.change.pairs import Found, pairs
from mvnetgen.egress.row import Egress
from mvnetgen.model.change import Change

MOST_WORLDS = 16
"""Combinations of undecided conditions that are compared one by one."""


@dataclass(frozen=True)
class Changed:
    """One workspace: what changes in each combination of worlds, with the conditions that it assumes, in words."""

    worlds: tuple[tuple[str, Change], ...]
    name: str
    """The workspace, as people call it."""
    before: Egress | None = None
    """What may leave before the change, in its first world."""
    after: Egress | None = None


def changes(old: Sequence[Found], new: Sequence[Found], cost_threshold: float | None = None) -> Iterator[Changed]:
    """The changes of every workspace, those that stay as they are included. `cost_threshold` is in the prices' currency."""
    for before, after in pairs(old, new):
        there = after or before
        assert there is not None
        worlds = tuple(
            (conditions, replace(change, cost_threshold=cost_threshold))
            for conditions, change in _worlds(before, after, new)
        )
        yield Changed(worlds, there.first.workspace, before.first if before else None, after.first if after else None)


def _worlds(before: Found | None, after: Found | None, new: Sequence[Found]) -> Iterator[tuple[str, Change]]:
    moved = moved_address(before, after) if before is not None and after is not None else ""
    forgotten = before is not None and after is None and _forgotten(before, new)
    for one, other in _combined(before, after):
        conditions = dict.fromkeys(each.condition for each in (one, other) if each is not None and each.condition)
        yield " and ".join(conditions), compare(one, other, moved=moved, forgotten=forgotten)


def _combined(before: Found | None, after: Found | None) -> Iterator[tuple[Egress | None, Egress | None]]:
    """The worlds of both versions: those of equal conditions side by side, else each with each."""
    ones = before.network.variants if before else ()
    others = after.network.variants if after else ()
    if not ones or not others:
        yield from ((one, None) for one in ones)
        yield from ((None, other) for other in others)
        return
    if [each.condition for each in ones] == [each.condition for each in others]:
        yield from zip(ones, others, strict=True)
        return
    yield from islice(product(ones, others), MOST_WORLDS)


def _forgotten(found: Found, new: Sequence[Found]) -> bool:
    """Whether a ``removed`` block of its configuration takes the workspace out of the state only."""
    address = found.declaration.address
    listed = {block for each in new if each.source == found.source for block in each.first.estate.history.forgotten}
    return any(address == block or address.startswith((f"{block}.", f"{block}[")) for block in listed)
