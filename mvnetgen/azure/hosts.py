"""What is known about hosts: which service they belong to, who can own one, and what is open without a rule."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from mvnetgen.azure.facts import Confidence, load
from mvnetgen.azure.host_table import HostTable
from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.azure.public_suffixes import is_public_suffix
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


@cache
def _attributes() -> dict[tuple[str, str], str]:
    return {(row["terraform_type"], row["attribute"]): row["suffix"] for row in load("host_attributes").rows}


def attribute_suffix(terraform_type: str, attribute: tuple[str | int, ...]) -> str | None:
    """The suffix of the host that an attribute of a resource holds: ``blob.core.windows.net``; None when it holds none."""
    return _attributes().get((terraform_type, str(attribute[0]))) if len(attribute) == 1 else None


def storage_subresource(host: str) -> str | None:
    """The sub-resource of the storage account that a host belongs to: ``blob``; None for another host."""
    service = private_link_service(host)
    return service.subresource if service and service.arm_type == STORAGE else None


def is_storage(host: str) -> bool:
    """Whether a host belongs to storage accounts, ``*.core.windows.net`` included; Microsoft's public accounts do not count."""
    if is_of_microsoft(host):
        return False
    return storage_subresource(host) is not None or any(parent in _storage_roots() for parent in _parents(host))


@cache
def _of_microsoft() -> frozenset[str]:
    return frozenset(row["host"] for row in load("microsoft_hosts").rows)


@cache
def _storage_roots() -> frozenset[str]:
    return frozenset(row["suffix"] for row in load("storage_roots").rows)


def is_of_microsoft(host: str) -> bool:
    """Whether a host is a resource of Microsoft's own, however customers' hosts are called: ``vscode.search.windows.net``."""
    return host.lower().rstrip(".") in _of_microsoft()


@cache
def _broad() -> dict[str, str]:
    return {row["suffix"]: row["what"] for row in load("broad_suffixes").rows}


@cache
def _above() -> dict[str, str]:
    """A broad suffix or one of a service by each name above it."""
    found: dict[str, str] = {}
    for suffix in (*_broad(), *_service_hosts()):
        labels = suffix.split(".")
        for start in range(1, len(labels)):
            found.setdefault(".".join(labels[start:]), suffix)
    return found


@cache
def _pack_hosts() -> HostTable:
    """Hosts that Microsoft's own documentation asks for."""
    return HostTable(row for row in load("scenario_rules").rows if row["host"])


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
    if base in _service_hosts():
        return "the resources of every customer"
    below = _above().get(base)
    if below:
        return f"`*.{below}` and more"
    listed = _user_content().naming(host) or _pack_hosts().naming(host)
    return "names that anyone can register" if listed is None and is_public_suffix(base) else None


def is_broad_wildcard(host: str) -> bool:
    """Whether a wildcard covers hosts that anyone can own."""
    return broad_reach(host) is not None


@cache
def _required(owner: NetworkOwner) -> HostTable:
    return HostTable(load(owner.table("required_hosts")).rows)


@cache
def _user_content() -> HostTable:
    return HostTable(load("user_content_hosts").rows)


def already_allowed(host: str, owner: NetworkOwner = NetworkOwner.WORKSPACE) -> str | None:
    """The required service tag that serves a host without any rule; None when none is known to."""
    row = _required(owner).naming(host)
    return row["tag"] if row else None


def already_allowed_surely(host: str, owner: NetworkOwner = NetworkOwner.WORKSPACE) -> bool:
    """Whether the answer of `already_allowed` is documented."""
    row = _required(owner).naming(host)
    return row is not None and load(owner.table("required_hosts")).sure(row).certain


def user_content(host: str) -> str | None:
    """What anyone can upload to a host, or to one that a wildcard covers; None for other hosts."""
    table = _user_content()
    row = table.naming(host) or table.within(host)
    return row["what"] if row else None


def private_name(host: str) -> str | None:
    """Why a public firewall cannot resolve a host: ``a name for the local network``; None for a public name."""
    parents = _parents(host)
    labels = host.lower().rstrip(".").removeprefix("*.").split(".")
    for row in load("private_names").rows:
        if row["label"] in (labels if row["where"] == "any" else parents):
            return row["what"]
    return None
