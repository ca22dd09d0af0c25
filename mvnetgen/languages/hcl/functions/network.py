"""Functions of IP networks."""

from __future__ import annotations

import re
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from mvnetgen.languages.hcl.functions.signature import plainly
from mvnetgen.languages.hcl.number import Number
from mvnetgen.languages.hcl.work import Refused, Work

Network = IPv4Network | IPv6Network
LENGTH = re.compile(r"\d{1,3}", re.ASCII)
ZEROS = re.compile(r"(?<![0-9A-Fa-f:])0+(?=\d)")


def network(text: str) -> Network:
    """The network of a prefix; leading zeros are taken as decimal. Raises `Refused` when it is none."""
    address, _, length = text.partition("/")
    if not LENGTH.fullmatch(length):
        raise Refused(f"`{text}` is no address prefix")
    try:
        return ip_network(f"{address if ':' in address else ZEROS.sub('', address)}/{int(length)}", strict=False)
    except ValueError as error:
        raise Refused(f"`{text}` is no address prefix") from error


def _whole(number: Number, what: str) -> int:
    if not isinstance(number, int):
        raise Refused(f"{what} is a whole number")
    return number


@plainly("cidrhost", "text", "number")
def cidrhost(prefix: str, number: Number) -> str:
    """An address of a network by its number; negative numbers count from the end."""
    within, host = network(prefix), _whole(number, "the number of the host")
    size = within.num_addresses
    if not -size <= host < size:
        raise Refused(f"a prefix of {within.prefixlen} has no host {host}")
    first = int(within.network_address)
    address = first + host if host >= 0 else first + size + host
    return str(ip_address(address) if within.version == 4 else type(within.network_address)(address))


@plainly("cidrnetmask", "text")
def cidrnetmask(prefix: str) -> str:
    """The mask of an IPv4 network."""
    within = network(prefix)
    if within.version == 6:
        raise Refused("IPv6 networks have no mask")
    return str(within.netmask)


def _subnet(within: Network, bits: int, position: int) -> Network:
    longer = within.prefixlen + bits
    if bits < 0 or longer > within.max_prefixlen:
        raise Refused(f"a prefix of {within.prefixlen} has no room for {bits} more bits")
    if not 0 <= position < 1 << bits:
        raise Refused(f"{bits} bits have no network {position}")
    address = int(within.network_address) + (position << (within.max_prefixlen - longer))
    return type(within)((address, longer))


@plainly("cidrsubnet", "text", "number", "number")
def cidrsubnet(prefix: str, bits: Number, position: Number) -> str:
    """A network within a network, by its number."""
    return str(_subnet(network(prefix), _whole(bits, "the number of bits"), _whole(position, "the number")))


@plainly("cidrsubnets", "text", rest="number")
def cidrsubnets(prefix: str, *bits: Number, work: Work) -> list[str]:
    """Networks one after the other within a network."""
    within = network(prefix)
    work.elements(len(bits))
    results: list[str] = []
    position = int(within.network_address)
    end = position + within.num_addresses
    for each in bits:
        count = _whole(each, "the number of bits")
        if not 1 <= count <= 32 or within.prefixlen + count > within.max_prefixlen:
            raise Refused(f"a prefix of {within.prefixlen} has no room for {count} more bits")
        size = 1 << (within.max_prefixlen - within.prefixlen - count)
        position = -(-position // size) * size
        if position + size > end:
            raise Refused("the networks do not fit into the prefix")
        results.append(str(type(within)((position, within.prefixlen + count))))
        position += size
    return results
