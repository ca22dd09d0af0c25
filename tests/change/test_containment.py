"""Opened and closed are what brute force says: every host, port and tag of a small world asked in both versions."""

import itertools
import random

import pytest

from mvnetgen.change.changes import changes
from mvnetgen.change.pairs import Found
from mvnetgen.egress.build import networks
from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.text.source import Source
from tests.change.transitions import ml

LABELS = ("a", "b")
NAMES = [
    ".".join((*labels, "example.org")) for depth in (1, 2, 3) for labels in itertools.product(LABELS, repeat=depth)
]
"""All names of the small world."""
PATTERNS = [*NAMES, *(f"*.{name}" for name in NAMES if name.count(".") < 4), "*.example.org"]
PORTS = range(8080, 8085)
REGIONS = ("", ".WestEurope", ".NorthEurope")


def allowed(pattern: str, name: str) -> bool:
    """Whether an FQDN rule allows a name: a wildcard stands for one label or more."""
    return name.endswith(pattern[1:]) if pattern.startswith("*.") else name == pattern


def rule(name: str, chance: random.Random) -> tuple[str, set[object]]:
    """A rule as YAML, and everything of the small world that it opens."""
    if chance.random() < 0.6:
        pattern = chance.choice(PATTERNS)
        opened: set[object] = {each for each in NAMES if allowed(pattern, each)}
        return f'    - {{name: {name}, type: fqdn, destination: "{pattern}"}}\n', opened
    region, low = chance.choice(REGIONS), chance.choice(PORTS)
    high = chance.choice([port for port in PORTS if port >= low])
    where = [each for each in REGIONS[1:] if region in {"", each}]
    ports = f"{low}-{high}" if high > low else str(low)
    destination = f'{{service_tag: DataFactory{region}, protocol: TCP, port_ranges: "{ports}"}}'
    # the tag without a region also has addresses that no region has
    opened = {
        (each, port) for each in [*where, *(["elsewhere"] if not region else [])] for port in range(low, high + 1)
    }
    return f"    - {{name: {name}, type: service_tag, destination: {destination}}}\n", opened


def version(chance: random.Random) -> tuple[str, set[object]]:
    rules = [rule(f"rule-{number}", chance) for number in range(chance.randrange(4))]
    return ml(*(text for text, _ in rules)), set().union(*(opened for _, opened in rules))


def found(text: str) -> list[Found]:
    (network,) = networks([[("", read_workspace_file(Source("workspace.yml", text)))]])
    return [Found(network, "")]


def compare(count: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(count):
        (old, before), (new, after) = version(chance), version(chance)
        (changed,) = changes(found(old), found(new))
        ((_, change),) = changed.worlds
        assert bool(change.opened) == bool(after - before), f"{old}\n{new}\n{after - before}"
        assert bool(change.closed) == bool(before - after), f"{old}\n{new}\n{before - after}"


def test_containment():
    """A few hundred pairs of rule sets."""
    compare(300, seed=1)


@pytest.mark.slow
def test_containment_at_length():
    """10,000 pairs."""
    compare(10_000, seed=2)
