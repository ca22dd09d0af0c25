"""Address prefixes in CIDR notation: what a text means, and how wide it is."""

from __future__ import annotations

import ipaddress

Prefix = ipaddress.IPv4Network | ipaddress.IPv6Network

WIDEST = 8
"""Prefix length below which a prefix opens more than any one organization owns."""


def parse_prefix(text: str) -> Prefix | None:
    """A prefix such as ``10.0.0.0/8`` or a single address; None when the text is neither. Host bits may be set."""
    if "%" in text:  # the scope of a link, which no prefix has
        return None
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None


def host_bits_set(text: str) -> Prefix | None:
    """The prefix that was meant when an address inside it was written: ``10.0.0.5/8``; None when nothing is wrong."""
    prefix = parse_prefix(text)
    if prefix is None or ipaddress.ip_interface(text.strip()).ip == prefix.network_address:
        return None
    return prefix


def is_everything(prefix: Prefix) -> bool:
    """``0.0.0.0/0`` and ``::/0``."""
    return prefix.prefixlen == 0


def is_broad(prefix: Prefix) -> bool:
    """Whether the prefix is wider than /8."""
    return prefix.prefixlen < WIDEST


_PRIVATE = tuple(
    ipaddress.ip_network(each)
    for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)


def is_private(prefix: Prefix) -> bool:
    """Whether every address of the prefix belongs to private networks (RFC 1918, RFC 6598, RFC 4193)."""
    return any(
        prefix.version == private.version
        and private.network_address <= prefix.network_address  # type: ignore[operator]
        and prefix.broadcast_address <= private.broadcast_address  # type: ignore[operator]
        for private in _PRIVATE
    )
