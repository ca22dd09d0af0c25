"""Host names as FQDN rules take them: what is wrong with one, and which host a wildcard covers."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from mvnetgen.azure.placeholders import with_holes
from mvnetgen.text.document import HOLE

LONGEST_NAME = 253
LONGEST_LABEL = 63

_PORT = r"(.+):([0-9]{1,5}|\*)"
_SCHEME = r"(?i)[a-z][a-z0-9+.-]*://"


class HostFault(StrEnum):
    """What is wrong with a host."""

    EMPTY = "empty"
    SCHEME = "scheme"
    PATH = "path"
    PORT = "port"
    ADDRESS = "address"
    SPACE = "space"
    WILDCARD = "wildcard"
    DOT = "dot"
    LABEL = "label"
    SHORT = "short"
    """One label only, such as ``localhost`` or ``server``."""
    LINE_END = "line end"


class HostProblem(NamedTuple):
    """Why a text is no host that an FQDN rule takes."""

    fault: HostFault
    why: str
    """Completes "`text` …"."""
    meant: str = ""
    """The host that was meant; empty when that cannot be told."""
    port: int | None = None
    """The port that was written, when it is a number and the fault."""


def line_end_problem(piece: str) -> HostProblem | None:
    """What is wrong with a host that stands beside a line end in its destination, as block scalars and heredocs have it."""
    if "\n" not in piece and "\r" not in piece:
        return None
    return HostProblem(HostFault.LINE_END, "stands beside a line end, which is sent as a part of it", piece.strip())


def split_hosts(destination: str) -> list[str]:
    """The hosts of a destination, which may name several between commas; blanks around them are gone, empty ones stay."""
    return [host.strip() for host in destination.split(",")]


def host_problem(text: str) -> HostProblem | None:
    """
    Why one host of an FQDN rule is wrong; None when nothing is known to be wrong.

    A `HOLE` or a placeholder stands for any part that is not known. International names are fine in either form.
    """
    text = with_holes(text.strip())
    if not text:
        return HostProblem(HostFault.EMPTY, "is empty")
    scheme = re.match(_SCHEME, text)
    if scheme:
        meant = _inner_host(text[scheme.end() :])
        return HostProblem(HostFault.SCHEME, f"starts with `{scheme[0]}`; a rule takes the host alone", meant)
    if _is_address(text):
        return HostProblem(
            HostFault.ADDRESS, "is an IP address, not a host name; address prefixes belong in a service tag rule"
        )
    if "/" in text or "\\" in text or "?" in text:
        return HostProblem(HostFault.PATH, "has a path; a rule cannot tell paths apart", _inner_host(text))
    if any(letter.isspace() for letter in text):
        return HostProblem(HostFault.SPACE, "contains a blank; several hosts are separated by commas")
    port = re.fullmatch(_PORT, text)
    if port:
        number = int(port[2]) if port[2] != "*" else None
        return HostProblem(HostFault.PORT, "names a port; FQDN rules serve 80 and 443 and name none", port[1], number)
    return _wrong_dots(text) or _wrong_labels(text)


def _inner_host(text: str) -> str:
    """The host of an address without its scheme, when it is a right one."""
    host = re.split(r"[/\\?#]", text, maxsplit=1)[0].rpartition("@")[2]
    host = re.sub(r":[0-9]*$", "", host)
    return host if host and HOLE not in host and not _wrong_dots(host) and not _wrong_labels(host) else ""


def _is_address(text: str) -> bool:
    if not text[0].isdigit() and ":" not in text:
        return False
    bare = text.removeprefix("[").partition("]")[0] if text.startswith("[") else text
    with_port = re.fullmatch(r"([0-9.]+)(?::[0-9]+)?", bare)
    try:
        ipaddress.ip_network(with_port[1] if with_port else bare, strict=False)
    except ValueError:
        return False
    return True


def _wrong_dots(text: str) -> HostProblem | None:
    if text in {"*", HOLE}:
        return None
    if text.endswith("."):
        return HostProblem(HostFault.DOT, "ends with a dot", text.rstrip("."))
    if text.startswith("."):
        return HostProblem(HostFault.DOT, "starts with a dot; a wildcard is written `*.`", "*" + text)
    if ".." in text:
        return HostProblem(HostFault.DOT, "has two dots in a row", re.sub(r"\.{2,}", ".", text))
    if "*" in text.removeprefix("*."):
        return HostProblem(HostFault.WILDCARD, "has a `*` that is not the whole first label, as in `*.contoso.com`")
    if "." not in text and HOLE not in text:
        return HostProblem(HostFault.SHORT, "has no domain; a rule takes a full name")
    if len(text) > LONGEST_NAME and HOLE not in text:
        return HostProblem(HostFault.LABEL, f"is longer than {LONGEST_NAME} characters")
    return None


def _wrong_labels(text: str) -> HostProblem | None:
    labels = text.removeprefix("*.").split(".") if text != "*" else []
    for label in labels:
        odd = next((letter for letter in label if not _may_stand(letter)), None)
        if odd is not None:
            shown = odd if odd.isprintable() else f"U+{ord(odd):04X}"
            return HostProblem(HostFault.LABEL, f"contains `{shown}`, which no host name has")
        if HOLE in label:
            continue
        if label.startswith("-") or label.endswith("-"):
            return HostProblem(HostFault.LABEL, f"has the part `{label}`, which starts or ends with a hyphen")
        if len(label) > LONGEST_LABEL:
            return HostProblem(HostFault.LABEL, f"has a part of more than {LONGEST_LABEL} characters")
    if labels and labels[-1].isdigit():
        return HostProblem(HostFault.LABEL, "ends in a number, which no domain does")
    return None


def _may_stand(letter: str) -> bool:
    """Letters, digits and hyphens of any script; the underscore too, since real names have it."""
    return letter in {"-", "_", HOLE} or unicodedata.category(letter)[0] in {"L", "M", "N"}


def same_host(some: str, other: str) -> bool:
    """Whether two hosts, both known, are one; case and a last dot do not matter."""
    return some.lower().rstrip(".") == other.lower().rstrip(".")


def covers(wildcard: str, host: str) -> bool:
    """
    Whether a wildcard certainly allows another host, at any depth; the host may be a wildcard too.

    ``*.anaconda.com`` covers neither itself nor ``anaconda.com``.
    """
    wide, narrow = wildcard.lower(), host.lower()
    if HOLE in wide or wide == narrow:
        return False
    if wide == "*":
        return True
    return wide.startswith("*.") and len(wide) > 2 and narrow.endswith(wide[1:]) and narrow != wide[1:]
