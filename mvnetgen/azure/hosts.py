"""What is known about hosts: which service they belong to, who can own one, and what is open without a rule."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from mvnetgen.azure.facts import Confidence, load
from mvnetgen.azure.host_names import covers
from mvnetgen.text.document import HOLE

STORAGE = "Microsoft.Storage/storageAccounts"


class HostService(NamedTuple):
    """A service that has its hosts under a suffix, and the private endpoint that serves them."""

    suffix: str
    arm_type: str
    subresource: str
    cloud: str
    """``public``, ``china``, ``government`` or ``germany``."""
    confidence: Confidence


@cache
def _service_hosts() -> dict[str, HostService]:
    table = load("service_hosts")
    return {
        row["suffix"]: HostService(row["suffix"], row["arm_type"], row["subresource"], row["cloud"], table.sure(row))
        for row in table.rows
    }


def _parents(host: str) -> list[str]:
    """The name itself and every name above it; no part that is not known, nor what may go on in front of one."""
    name = host.lower().rstrip(".").removeprefix("*.")
    known = name.rpartition(HOLE)[2]
    labels = known.split(".")
    first = 1 if HOLE in name else 0  # the label beside a hole may be longer than what is seen of it
    return [".".join(labels[start:]) for start in range(first, len(labels)) if all(labels[start:])]


def private_link_service(host: str) -> HostService | None:
    """The service that a host belongs to when a private endpoint can serve it; the host may be a wildcard or have holes."""
    table = _service_hosts()
    return next((table[parent] for parent in _parents(host) if parent in table), None)


def storage_subresource(host: str) -> str | None:
    """The sub-resource of the storage account that a host belongs to: ``blob``; None for another host."""
    service = private_link_service(host)
    return service.subresource if service and service.arm_type == STORAGE else None


def is_storage(host: str) -> bool:
    """Whether a host belongs to storage accounts, ``*.core.windows.net`` included; Microsoft's public accounts do not count."""
    if is_public_storage(host):
        return False
    roots = {row["suffix"] for row in load("storage_roots").rows}
    return storage_subresource(host) is not None or any(parent in roots for parent in _parents(host))


def is_public_storage(host: str) -> bool:
    """Whether a host is a public account of Microsoft that its own documentation lists: ``vscode.blob.core.windows.net``."""
    return host.lower().rstrip(".") in {row["host"] for row in load("public_storage_hosts").rows}


@cache
def _broad() -> dict[str, str]:
    return {row["suffix"]: row["what"] for row in load("broad_suffixes").rows}


def broad_reach(host: str) -> str | None:
    """What a wildcard opens when anyone can own a host under it: ``web apps of every customer``. None for other hosts."""
    name = host.lower()
    if name == "*":
        return "every host"
    if not name.startswith("*.") or HOLE in name or len(name) == 2:
        return None
    base = name[2:]
    if base in _broad():
        return _broad()[base]
    if "." not in base:
        return "a top-level domain"
    service = _service_hosts().get(base)
    if service:
        return "the resources of every customer"
    below = next((suffix for suffix in (*_broad(), *_service_hosts()) if suffix.endswith("." + base)), None)
    return f"`*.{below}` and more" if below else None


def is_broad_wildcard(host: str) -> bool:
    """Whether a wildcard covers hosts that anyone can own."""
    return broad_reach(host) is not None


def _listed(host: str, pattern: str) -> bool:
    """Whether a host is the one that a table names, or one of those that a wildcard of the table covers."""
    return host.lower().rstrip(".") == pattern or covers(pattern, host)


def already_allowed(host: str) -> str | None:
    """The required service tag that serves a host without any rule; None when none is known to."""
    return next((row["tag"] for row in load("required_hosts").rows if _listed(host, row["host"])), None)


def already_allowed_surely(host: str) -> bool:
    """Whether the answer of `already_allowed` is documented."""
    table = load("required_hosts")
    return any(_listed(host, row["host"]) and table.sure(row).certain for row in table.rows)


def user_content(host: str) -> str | None:
    """What anyone can upload to a host, or to one that a wildcard covers; None for other hosts."""
    rows = load("user_content_hosts").rows
    return next((row["what"] for row in rows if _listed(host, row["host"]) or covers(host, row["host"])), None)


def private_name(host: str) -> str | None:
    """Why a public firewall cannot resolve a host: ``a name for the local network``; None for a public name."""
    parents = _parents(host)
    labels = host.lower().rstrip(".").removeprefix("*.").split(".")
    for row in load("private_names").rows:
        if row["label"] in (labels if row["where"] == "any" else parents):
            return row["what"]
    return None
