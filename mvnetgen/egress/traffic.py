"""Sets of traffic: protocols, and ports as intervals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mvnetgen.azure.ports import ANY_PORT, HIGHEST, PortProblem, Ports, parse_ports

PROTOCOLS = ("tcp", "udp", "icmp", "other")
"""What ``*`` stands for. Only the first two have ports; a protocol without ports is all of them."""
_PORTED = frozenset({"tcp", "udp"})


@dataclass(frozen=True, slots=True)
class Traffic:
    """Ports by protocol; no protocol without ports, and intervals sorted and apart."""

    parts: tuple[tuple[str, Ports], ...] = ()

    @classmethod
    def of(cls, parts: Mapping[str, Iterable[tuple[int, int]]]) -> Traffic:
        """The traffic of some intervals by protocol."""
        merged = ((protocol, _merged(parts.get(protocol, ()))) for protocol in PROTOCOLS)
        return cls(tuple((protocol, ports) for protocol, ports in merged if ports))

    @property
    def empty(self) -> bool:
        """Whether nothing is in it."""
        return not self.parts

    def ports(self, protocol: str) -> Ports:
        """The intervals of a protocol."""
        return next((ports for name, ports in self.parts if name == protocol), ())

    def contains(self, other: Traffic) -> bool:
        """Whether all of the other is in this."""
        return other.minus(self).empty

    def overlaps(self, other: Traffic) -> bool:
        """Whether something is in both."""
        return other.minus(self) != other

    def plus(self, other: Traffic) -> Traffic:
        """What is in either."""
        return Traffic.of({name: (*self.ports(name), *other.ports(name)) for name in PROTOCOLS})

    def minus(self, other: Traffic) -> Traffic:
        """What is in this and not in the other."""
        return Traffic.of({name: _minus(ports, other.ports(name)) for name, ports in self.parts})

    def common(self, other: Traffic) -> Traffic:
        """What is in both."""
        return self.minus(self.minus(other))

    @property
    def protocol(self) -> str:
        """As rules write it: ``TCP``, ``UDP``, ``*``; ``TCP, UDP`` when it is two of them."""
        names = [name for name, _ in self.parts]
        return "*" if tuple(names) == PROTOCOLS else ", ".join(name.upper() for name in names)

    @property
    def port_text(self) -> str:
        """The ports as rules write them: ``80, 8080-8089``; ``*`` for all. Of several protocols those of the first."""
        return spell_ports(self.parts[0][1]) if self.parts else ""

    def __str__(self) -> str:
        if self == EVERYTHING:
            return "any port and protocol"
        by_ports: dict[Ports, list[str]] = {}
        for name, ports in self.parts:
            by_ports.setdefault(ports, []).append(name.upper() if name != "other" else "other protocols")
        return "; ".join(f"{', '.join(names)} {_spell_all(ports)}".strip() for ports, names in by_ports.items())


def _spell_all(ports: Ports) -> str:
    return "any port" if ports == ANY_PORT else spell_ports(ports)


def _merged(ranges: Iterable[tuple[int, int]]) -> Ports:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def _minus(ranges: Ports, others: Ports) -> Ports:
    left = list(ranges)
    for low, high in others:
        pieces = [((first, min(last, low - 1)), (max(first, high + 1), last)) for first, last in left]
        left = [(first, last) for pair in pieces for first, last in pair if first <= last]
    return tuple(left)


def spell_ports(ports: Ports) -> str:
    """``80, 8080-8089``; ``*`` for every port."""
    if ports == ANY_PORT:
        return "*"
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ports)


EVERYTHING = Traffic(tuple((protocol, ANY_PORT) for protocol in PROTOCOLS))
NOTHING = Traffic()
TCP = Traffic((("tcp", ANY_PORT),))
"""What a private endpoint carries."""
WEB = Traffic.of({"tcp": ((80, 80), (443, 443))})
"""What an FQDN rule serves."""


def port(number: int, protocol: str = "tcp") -> Traffic:
    """One port."""
    return Traffic.of({protocol: ((number, number),)})


@lru_cache(maxsize=1024)
def traffic_of(protocol: str, port_ranges: str) -> Traffic | None:
    """The traffic of a service tag rule; None when either text is wrong or not known in full."""
    ports = parse_ports(port_ranges)
    if ports is None or isinstance(ports, PortProblem):
        return None
    ranges = tuple((max(first, 0), min(last, HIGHEST)) for first, last in ports)
    name = protocol.strip().lower()
    if name == "*":
        return EVERYTHING if _merged(ranges) == ANY_PORT else Traffic.of(dict.fromkeys(_PORTED, ranges))
    if name in PROTOCOLS:
        return Traffic.of({name: ranges if name in _PORTED else ANY_PORT})
    return Traffic.of({"other": ANY_PORT}) if name in {"esp", "ah"} else None
