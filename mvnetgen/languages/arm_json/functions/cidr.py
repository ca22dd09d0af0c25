"""Functions of IP networks."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Any

from mvnetgen.languages.arm_json.functions.signature import plainly
from mvnetgen.languages.hcl.work import Refused

Network = IPv4Network | IPv6Network
_PART = re.compile(r"0[xX][0-9a-fA-F]{1,8}|\d{1,11}", re.ASCII)


def _refused() -> Refused:
    return Refused("the text is no address prefix")


def _part(text: str) -> int:
    """A part of an address: octal after a zero, hexadecimal after ``0x``."""
    if not _PART.fullmatch(text):
        raise _refused()
    try:
        if text[:2].lower() == "0x":
            return int(text, 16)
        return int(text, 8) if len(text) > 1 and text[0] == "0" else int(text)
    except ValueError as error:
        raise _refused() from error


def _address_v4(text: str) -> int:
    """An address of one to four parts: the last fills what the others leave, as old programs read it."""
    parts = [_part(each) for each in text.split(".")]
    *firsts, last = parts
    if len(parts) > 4 or any(each > 255 for each in firsts) or last >= 1 << 8 * (5 - len(parts)):
        raise _refused()
    number = 0
    for each in firsts:
        number = number << 8 | each
    return number << 8 * (5 - len(parts)) | last


def _prefix_of_class(address: int) -> int:
    top = address >> 24
    return 8 if top < 128 else 16 if top < 192 else 24 if top < 224 else 32


def network(text: str) -> Network:
    """The network of a prefix; without a length it is that of the old classes. Raises `Refused` for none."""
    address, slash, length = text.strip().partition("/")
    if slash and not re.fullmatch(r"\d{1,3}", length, re.ASCII):
        raise _refused()
    try:
        if ":" in address:
            return IPv6Network(
                (int(IPv6Address(address.partition("%")[0])), int(length) if slash else 64), strict=False
            )
        number = _address_v4(address)
        return IPv4Network((number, int(length) if slash else _prefix_of_class(number)), strict=False)
    except ValueError as error:
        raise _refused() from error


@plainly("parseCidr", "string")
def parse_cidr(text: str) -> dict[str, Any]:
    """What a network has: addresses and masks."""
    within = network(text)
    first, last = within.network_address, within.broadcast_address
    result: dict[str, Any] = {"network": str(first), "netmask": str(within.netmask)}
    if isinstance(within, IPv6Network):
        return result | {"firstUsable": str(first), "lastUsable": str(last), "cidr": within.prefixlen}
    result["broadcast"] = str(last)
    result["firstUsable"] = str(first + (1 if within.prefixlen < 31 else 0))
    result["lastUsable"] = str(last - (1 if within.prefixlen < 32 else 0))
    return result | {"cidr": within.prefixlen}


@plainly("cidrSubnet", "string", "int", "int")
def cidr_subnet(text: str, length: int, position: int) -> str:
    """A network within a network, by its number."""
    within = network(text)
    if not within.prefixlen <= length <= within.max_prefixlen:
        raise Refused("the network has no room for such a prefix")
    if not 0 <= position < 1 << (length - within.prefixlen):
        raise Refused("the network has no such part")
    return str(type(within)((int(within.network_address) + (position << within.max_prefixlen - length), length)))


@plainly("cidrHost", "string", "int")
def cidr_host(text: str, position: int) -> str:
    """An address within a network, from the first usable one on."""
    within = network(text)
    hosts = within.num_addresses - 2
    if not -1 <= position < hosts:
        raise Refused("the network has no such host")
    number = int(within.network_address) + 1 + position
    return str(IPv4Address(number) if isinstance(within, IPv4Network) else IPv6Address(number))
