"""
Sets of host names: one name, a wildcard, or a text that is known in part.

``*`` as the first label stands for one label or more, as in an FQDN rule; anywhere else for exactly one label, as in
``crml.*.data.azurecr.io``. Two spellings of one name are equal: case, a last dot and Unicode do not matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from mvnetgen.azure.placeholders import with_holes
from mvnetgen.egress.certainty import Answer
from mvnetgen.text.document import HOLE

ANY = "*"


@dataclass(frozen=True, slots=True, order=True)
class HostPattern:
    """A set of host names."""

    labels: tuple[str, ...]
    """From the left, in lower case and ASCII; a label with a `HOLE` is known in part, and may stand for several."""

    @property
    def text(self) -> str:
        """The pattern as it is written."""
        return ".".join(self.labels)

    @property
    def open(self) -> bool:
        """Whether a part of it is not known."""
        return any(HOLE in label for label in self.labels)

    @property
    def wide(self) -> bool:
        """Whether it stands for more than one name, everything known."""
        return ANY in self.labels

    def contains(self, other: HostPattern) -> Answer:
        """Whether every name of the other is one of these."""
        if self.open or other.open:
            return None if _could_meet(self, other) else False
        if self.labels[0] != ANY:
            return other.labels[0] != ANY and len(self.labels) == len(other.labels) and _hold(self.labels, other.labels)
        rest = self.labels[1:]
        if len(other.labels) <= len(rest):
            return False
        return _hold(rest, other.labels[len(other.labels) - len(rest) :])

    def overlaps(self, other: HostPattern) -> Answer:
        """Whether some name is in both."""
        if self.open or other.open:
            return None if _could_meet(self, other) else False
        return _meet(self.labels, other.labels)


def _hold(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    return all(one in (ANY, another) for one, another in zip(wide, narrow, strict=True))


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two known patterns have a name in common."""
    stretches = one[0] == ANY, other[0] == ANY
    tails = one[stretches[0] :], other[stretches[1] :]
    if not any(stretches) and len(one) != len(other):
        return False
    if stretches[0] and not stretches[1] and len(other) <= len(tails[0]):
        return False
    if stretches[1] and not stretches[0] and len(one) <= len(tails[1]):
        return False
    return all(ANY in pair or pair[0] == pair[1] for pair in zip(reversed(tails[0]), reversed(tails[1]), strict=False))


def _could_meet(one: HostPattern, other: HostPattern) -> bool:
    """Whether two patterns, one of them known in part, could have a name in common: their known ends agree."""
    some, more = one.text, other.text
    return _agree(some, more) and _agree(some[::-1], more[::-1])


def _agree(one: str, other: str) -> bool:
    """Whether two texts agree from the start as far as both are known; each `HOLE` and ``*`` may be any text."""
    heads = [_known_start(one), _known_start(other)]
    if len(heads[0]) == len(one) or len(heads[1]) == len(other):
        whole, part = (one, heads[1]) if len(heads[0]) == len(one) else (other, heads[0])
        return whole.startswith(part)
    shorter, longer = sorted(heads, key=len)
    return longer.startswith(shorter)


def _known_start(text: str) -> str:
    return text.partition(HOLE)[0].partition(ANY)[0]


@lru_cache(maxsize=8192)
def host_pattern(text: str) -> HostPattern:
    """The names that a text stands for; placeholders such as ``<NAME>`` are parts that are not known."""
    text = with_holes(text.strip()).lower()
    text = text.rstrip(".") or text
    return HostPattern(tuple(_ascii(label) for label in text.split(".")))


def _ascii(label: str) -> str:
    """A label as the name servers know it: ``xn--bcher-kva`` for ``bücher``."""
    if label.isascii() or HOLE in label:
        return label
    try:
        return label.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return label
