"""Sets of addresses: prefixes, merged."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from mvnetgen.azure.address_prefixes import Prefix

PRIVATE = tuple(
    ipaddress.ip_network(each)
    for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)
"""Addresses of organizations: RFC 1918, RFC 6598, RFC 4193. Documentation prefixes count as public ones."""


MOST_LISTED = 4
"""Prefixes that a sentence lists."""
NOWHERE = tuple(
    ipaddress.ip_network(each)
    for each in ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3", "::/127", "fe80::/10", "ff00::/8")
)
"""Addresses that nothing leaves a host or its link for: no rule opens them. No prefix in a rule is taken to mean them."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Prefixes that do not overlap, of both versions."""

    networks: tuple[Prefix, ...] = ()

    @classmethod
    def of(cls, networks: Iterable[Prefix]) -> Addresses:
        """The set of some prefixes."""
        listed = list(networks)
        four = [each for each in listed if isinstance(each, ipaddress.IPv4Network)]
        six = [each for each in listed if isinstance(each, ipaddress.IPv6Network)]
        return cls((*ipaddress.collapse_addresses(four), *ipaddress.collapse_addresses(six)))

    @property
    def everything(self) -> bool:
        """Whether every public IPv4 address is in it; names resolve to these."""
        if any(each.version == 4 and each.prefixlen == 0 for each in self.networks):
            return True
        return len(self.networks) > MOST_LISTED and self.contains(_PUBLIC)

    @property
    def public(self) -> bool:
        """Whether it leads to the internet, and nowhere else."""
        return not self.not_public_part.networks

    @property
    def not_public_part(self) -> Addresses:
        """The addresses in it that do not lead to the internet."""
        return self.common(_NOT_PUBLIC)

    @property
    def private_part(self) -> Addresses:
        """The private addresses in it."""
        return self.common(_ORGANIZATIONS)

    @property
    def nowhere(self) -> bool:
        """Whether no address in it leads anywhere beyond the host and its link."""
        return bool(self.networks) and not self.minus(_NOWHERE).networks

    def contains(self, other: Addresses) -> bool:
        """Whether every address of the other is in it."""
        return not other.minus(self).networks

    def overlaps(self, other: Addresses) -> bool:
        """Whether some address is in both."""
        return any(_touch(one, another) for one in self.networks for another in other.networks)

    def minus(self, other: Addresses) -> Addresses:
        """The addresses that are not in the other."""
        left = list(self.networks)
        for cut in other.networks:
            left = [piece for network in left for piece in _without(network, cut)]
        return Addresses.of(left)

    def common(self, other: Addresses) -> Addresses:
        """The addresses that are in both."""
        pairs = ((one, another) for one in self.networks for another in other.networks if _touch(one, another))
        return Addresses.of(one if one.prefixlen >= another.prefixlen else another for one, another in pairs)

    def __str__(self) -> str:
        listed = [spell_prefix(each) for each in self.networks[:MOST_LISTED]]
        more = len(self.networks) - len(listed)
        return ", ".join(listed) + (f" and {more} more" if more else "")


def spell_prefix(prefix: Prefix) -> str:
    """A prefix as people write it: a single address without ``/32``."""
    return str(prefix.network_address) if prefix.prefixlen == prefix.max_prefixlen else str(prefix)


def _touch(one: Prefix, other: Prefix) -> bool:
    return one.version == other.version and one.overlaps(other)


def _without(network: Prefix, cut: Prefix) -> Iterable[Prefix]:
    if not _touch(network, cut):
        return (network,)
    if cut.prefixlen <= network.prefixlen:
        return ()
    return network.address_exclude(cut)  # type: ignore[arg-type]  # of one version, as `_touch` has seen


_ORGANIZATIONS = Addresses(PRIVATE)
_NOWHERE = Addresses(NOWHERE)
_NOT_PUBLIC = Addresses((*PRIVATE, *NOWHERE))
_PUBLIC = Addresses((ipaddress.ip_network("0.0.0.0/0"),)).minus(_NOT_PUBLIC)
