"""What somebody asks: a host, address, prefix or wildcard, with a port."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from mvnetgen.azure.address_prefixes import parse_prefix
from mvnetgen.azure.host_names import HostFault, host_problem
from mvnetgen.egress.addresses import Addresses, spell_prefix
from mvnetgen.egress.destination import Destination, Hosts
from mvnetgen.egress.host_pattern import host_pattern
from mvnetgen.egress.opening import Opening
from mvnetgen.egress.traffic import port
from mvnetgen.text.errors import UsageError

HTTPS = 443
_SCHEMES = {
    "http": 80, "https": 443, "ssh": 22, "git": 9418, "ftp": 21, "ftps": 990, "sftp": 22, "postgres": 5432,
    "postgresql": 5432, "mysql": 3306, "redis": 6379, "rediss": 6380, "amqp": 5672, "amqps": 5671, "mongodb": 27017,
    "ldap": 389, "ldaps": 636, "abfss": 443, "abfs": 443, "wasbs": 443, "ws": 80, "wss": 443, "oci": 443, "docker": 443,
    "s3": 443, "tcp": 443, "git+https": 443, "git+http": 80, "git+ssh": 22,
}  # fmt: skip
"""Ports of the schemes that jobs use."""
_HIGHEST = 65535
_ITSELF = Addresses.of([ipaddress.ip_network("127.0.0.1")])


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that somebody wants to reach."""

    asked: str
    """As written, with a port where none was given; a password in it is gone."""
    host: str
    """The name, address or prefix alone."""
    port: int
    protocol: str
    destination: Destination
    note: str = ""
    """What was left out of what was written."""
    path: str | None = None
    line: int | None = None
    """Where the need was found, for one that stands in a file."""
    why: str = ""

    @property
    def opening(self) -> Opening:
        """The question as a set."""
        return Opening(self.destination, port(self.port, self.protocol))

    @property
    def shown(self) -> str:
        """Host and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}{'/udp' if self.protocol == 'udp' else ''}"


def parse_question(text: str) -> Question:
    """The question of ``HOST[:PORT[/tcp|/udp]]``, a prefix, a wildcard or a URL. Raises `UsageError` for anything else."""
    written = text.strip()
    shown = _without_password(written)
    if not written:
        raise UsageError("an empty text names no host")
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", written)
    usual, note, rest = HTTPS, "", written
    if scheme:
        usual = _SCHEMES.get(scheme[1].lower(), HTTPS)
        authority = re.split(r"[/?#]", written[scheme.end() :], maxsplit=1)[0]
        rest = authority.rpartition("@")[2]
        if scheme[1].lower() in ("abfss", "abfs", "wasbs"):
            rest = authority.rpartition("@")[2]
        note = f"only the host of `{shown}` counts: a network cannot tell paths apart"
    rest, protocol = _protocol(rest, shown)
    host, number = _split(rest, shown)
    return _question(shown, host, usual if number is None else number, protocol, note)


def _question(shown: str, host: str, number: int, protocol: str, note: str) -> Question:
    if host.lower().rstrip(".") == "localhost" or host.lower().rstrip(".").endswith(".localhost"):
        return Question(shown, host.lower(), number, protocol, _ITSELF, note)
    prefix = parse_prefix(host)
    if prefix is not None:
        spelled = spell_prefix(prefix)
        return Question(shown, spelled, number, protocol, Addresses.of([prefix]), note)
    if "/" in host:
        host, _, _ = host.partition("/")
        note = f"only the host of `{shown}` counts: a network cannot tell paths apart"
    bare = host.rstrip(".") if host != "." else host
    problem = host_problem(bare)
    if problem is not None and problem.fault is not HostFault.SHORT:
        raise UsageError(f"`{shown}` is no host: `{host}` {problem.why}" if host else f"`{shown}` names no host")
    pattern = host_pattern(bare)
    if pattern.open:
        raise UsageError(f"`{shown}` has a placeholder: fill it in first")
    return Question(shown, pattern.text, number, protocol, Hosts(pattern), note)


def _protocol(text: str, shown: str) -> tuple[str, str]:
    """The text without ``/udp`` behind a port, and the protocol."""
    match = re.search(r":([0-9]+)/([A-Za-z]+)$", text)
    if match is None:
        return text, "tcp"
    word = match[2].lower()
    if word not in ("tcp", "udp"):
        raise UsageError(f"`{shown}` names the protocol `{match[2]}`; it is tcp or udp")
    return text[: match.start(2) - 1], word


def _split(text: str, shown: str) -> tuple[str, int | None]:
    """Host and port; an IPv6 address with a port stands in brackets."""
    bracketed = re.fullmatch(r"\[([^\]]*)\](?::(.*))?", text)
    if bracketed:
        return bracketed[1], None if bracketed[2] is None else _number(bracketed[2], shown)
    if text.count(":") > 1 and parse_prefix(text) is not None:
        return text, None
    if "/" in text and ":" in text:  # a prefix or a path, with the port behind it or before it
        behind = re.fullmatch(r"([^:]*):([0-9]+)", text)
        if behind:
            return behind[1], _number(behind[2], shown)
        before = re.fullmatch(r"([^:/]*):([0-9]+)(/.*)", text)
        if before:
            return before[1] + before[3], _number(before[2], shown)
    host, colon, number = text.rpartition(":")
    return (host, _number(number, shown)) if colon else (text, None)


def _number(text: str, shown: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text) or not 0 < int(text) <= _HIGHEST:
        raise UsageError(f"`{shown}` names the port `{text}`; ports are 1 to {_HIGHEST}")
    return int(text)


def _without_password(text: str) -> str:
    """The text as it may be shown: what stands before an ``@`` of an address may be a password."""
    return re.sub(r"(://)[^/@\s]*@", r"\1", text)
