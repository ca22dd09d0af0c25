"""
Sets of destinations: where traffic may go, and whether one place lies in another.

A `Destination` is a set of hosts, addresses or private targets; an `Opening` is traffic to one. `contains` and `overlaps`
answer yes, no, or None where a value that is not known, or a list of addresses that is not at hand, decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mvnetgen.azure.hosts import is_storage, private_name
from mvnetgen.egress.addresses import Addresses
from mvnetgen.egress.certainty import Answer, every, some
from mvnetgen.egress.host_pattern import HostPattern
from mvnetgen.egress.tag_range import TagRange


@dataclass(frozen=True, slots=True)
class Hosts:
    """What an FQDN rule names: one host or wildcard."""

    pattern: HostPattern


@dataclass(frozen=True, slots=True)
class PrivateTarget:
    """A resource behind a private endpoint, with the names that the endpoint takes over."""

    target: str | None
    """What tells it from other targets: its id in lower case, or a reference; None when it is not known."""
    subresource: str | None
    """In lower case; None when it is not known."""
    hosts: tuple[HostPattern, ...] = ()
    perhaps: tuple[HostPattern, ...] = ()
    """Names that may be its own: of a target, an account or a region that is not known."""


@dataclass(frozen=True, slots=True)
class UnknownAddresses:
    """Some addresses, nobody knows which."""


@dataclass(frozen=True, slots=True)
class Internet:
    """Every public address and every name that the internet resolves."""

    closed: tuple[HostPattern, ...] = ()
    """Names of targets that refuse the public: the way is open, and they may not answer."""


@dataclass(frozen=True, slots=True)
class Anywhere:
    """Every destination there is: no network restricts what leaves."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A destination of which nothing is known."""


Destination = Hosts | Addresses | UnknownAddresses | TagRange | PrivateTarget | Internet | Anywhere | Hidden


def contains(outer: Destination, inner: Destination) -> Answer:
    """Whether all of the inner one lies in the outer one."""
    match outer, inner:
        case (_, Hidden()):
            return True if isinstance(outer, Anywhere) else None
        case (Anywhere(), _):
            return True
        case (Hidden(), _):
            return None
        case (_, Anywhere()):
            return False
        case (Internet(), Internet()):
            return True
        case (UnknownAddresses(), Addresses()):
            return None if inner.public else False
        case (Addresses() | TagRange(), UnknownAddresses()):
            return None
        case (Internet(closed=closed), Hosts(pattern=pattern)):
            public = private_name(pattern.text) is None
            return None if public and any(each.overlaps(pattern) for each in closed) else public
        case (Internet(), Addresses()):
            return inner.public
        case (Internet(), TagRange()):
            return True
        case (TagRange(), Internet()):
            return outer.everything
        case (Addresses(), Internet()):
            return outer.everything
        case (Hosts(pattern=one), Hosts(pattern=other)):
            # An FQDN rule never opens a storage account, nor a name that only a private network resolves.
            return False if is_storage(other.text) or private_name(other.text) else one.contains(other)
        case (PrivateTarget(), Hosts(pattern=pattern)):
            return _serves(outer, pattern)
        case (TagRange(), Hosts(pattern=pattern)):
            return outer.holds_host(pattern)
        case (Addresses(), Hosts(pattern=pattern)):
            return outer.everything and private_name(pattern.text) is None
        case (Addresses(), Addresses()):
            return outer.contains(inner)
        case (TagRange(), TagRange()):
            return outer.contains(inner)
        case (TagRange(), Addresses()):
            return outer.holds_addresses(inner)
        case (Addresses(), TagRange(tag="VirtualNetwork")):
            return False
        case (Addresses(), TagRange()):
            return outer.everything or (None if inner.addresses is None else outer.contains(inner.addresses))
        case (PrivateTarget(), PrivateTarget()):
            return _same_target(outer, inner)
    return False


def overlaps(one: Destination, other: Destination) -> Answer:
    """Whether something lies in both."""
    match one, other:
        case (Hosts(pattern=some_), Hosts(pattern=others)):
            return some_.overlaps(others)
        case (PrivateTarget(), Hosts(pattern=pattern)) | (Hosts(pattern=pattern), PrivateTarget()):
            target = one if isinstance(one, PrivateTarget) else other
            assert isinstance(target, PrivateTarget)
            sure = some(each.overlaps(pattern) for each in target.hosts)
            return sure or (None if any(each.overlaps(pattern) is not False for each in target.perhaps) else sure)
        case (Addresses(), Addresses()):
            return one.overlaps(other)
        case (TagRange(), TagRange()):
            return one.overlaps(other)
    answers = contains(one, other), contains(other, one)
    if True in answers or None not in answers:
        return True in answers
    return None


def _serves(target: PrivateTarget, pattern: HostPattern) -> Answer:
    """Whether the names of a target cover a host, or every host below a wildcard."""
    sure = some(each.contains(pattern) for each in target.hosts)
    if sure is not False:
        return sure
    return None if any(each.contains(pattern) is not False for each in target.perhaps) else False


def _same_target(one: PrivateTarget, other: PrivateTarget) -> Answer:
    if one.hosts and one.hosts == other.hosts:
        return True
    alike = (one.target, other.target), (one.subresource, other.subresource)
    return every(None if None in pair else pair[0] == pair[1] for pair in alike)


def minus(destination: Destination, other: Destination) -> tuple[Destination, ...]:
    """
    What is left of a destination without another: nothing, or what certainly and perhaps stays.

    Addresses are cut; a wildcard or a tag that is covered in part stays whole.
    """
    if contains(other, destination) is True:
        return ()
    if isinstance(destination, Addresses):
        match other:
            case Addresses():
                left = destination.minus(other)
            case Internet():
                left = destination.not_public_part
            case TagRange(addresses=Addresses() as behind):
                left = destination.minus(behind)
            case _:
                return (destination,)
        return (left,) if left.networks else ()
    return (destination,)


def any_contains(outer: Iterable[Destination], inner: Destination) -> Answer:
    """Whether one of several destinations contains another."""
    return some(contains(each, inner) for each in outer)
