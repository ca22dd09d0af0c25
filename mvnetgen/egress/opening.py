"""Openings: traffic to a destination, and what one set of them has that another has not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mvnetgen.egress.addresses import Addresses
from mvnetgen.egress.certainty import Answer, every, some
from mvnetgen.egress.destination import Destination, contains, minus, overlaps
from mvnetgen.egress.traffic import NOTHING, Traffic


@dataclass(frozen=True, slots=True)
class Opening:
    """Traffic to a destination."""

    destination: Destination
    traffic: Traffic
    """What certainly passes."""
    perhaps: Traffic = NOTHING
    """What may pass: ports or a protocol that are not known, a rule that may not be there."""

    @property
    def sure(self) -> bool:
        """Whether all of it passes."""
        return self.perhaps.empty

    def contains(self, other: Opening) -> Answer:
        """Whether all of another opening passes here."""
        here = contains(self.destination, other.destination)
        asked = other.traffic.plus(other.perhaps)
        if here is False or not self.traffic.plus(self.perhaps).contains(asked):
            return False
        return here if self.traffic.contains(asked) else None

    def overlaps(self, other: Opening) -> Answer:
        """Whether something of another opening passes here."""
        asked = other.traffic.plus(other.perhaps)
        passes = True if self.traffic.overlaps(asked) else None if self.perhaps.overlaps(asked) else False
        return every([passes, overlaps(self.destination, other.destination)])


@dataclass(frozen=True, slots=True)
class Remainder:
    """A part of an opening that another set of openings does not have."""

    whole: Opening
    """The opening that it is a part of."""
    opening: Opening
    sure: bool
    """False when a value that is not known may cover it after all."""


def covered(asked: Opening, openings: Iterable[Opening]) -> Answer:
    """Whether a set of openings has all of one: in one piece, or addresses also together."""
    listed = list(openings)
    answer = some(each.contains(asked) for each in listed)
    if answer is True or not isinstance(asked.destination, Addresses):
        return answer
    left = list(difference([asked], listed))
    if not left:
        return True
    return False if answer is False and all(each.sure for each in left) else None


def difference(some_: Iterable[Opening], others: Sequence[Opening]) -> Iterable[Remainder]:
    """What the first set opens and the second does not; a part is dropped only when it certainly is covered."""
    for whole in some_:
        pieces = [Remainder(whole, whole, sure=True)]
        for other in others:
            pieces = [left for piece in pieces for left in _without(piece, other)]
        yield from pieces


def _without(piece: Remainder, other: Opening) -> list[Remainder]:
    opening = piece.opening
    asked = opening.traffic.plus(opening.perhaps)
    shared = asked.common(other.traffic)
    doubtful = asked.overlaps(other.perhaps) and overlaps(other.destination, opening.destination) is not False
    covers = contains(other.destination, opening.destination)
    doubtful = doubtful or (covers is None and not shared.empty)
    if doubtful:
        piece = replace(piece, sure=False)
    rest = minus(opening.destination, other.destination)
    if shared.empty or rest == (opening.destination,):
        return [piece]
    kept = replace(opening, traffic=opening.traffic.minus(other.traffic), perhaps=opening.perhaps.minus(other.traffic))
    left = [] if kept.traffic.empty and kept.perhaps.empty else [replace(piece, opening=kept)]
    for destination in rest:
        only = replace(
            opening,
            destination=destination,
            traffic=opening.traffic.common(shared),
            perhaps=opening.perhaps.common(shared),
        )
        left.append(replace(piece, opening=only))
    return left
