"""What a host amounts to: the one thing that rules say about it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from mvnetgen.azure.host_names import HostFault, HostProblem, host_problem, line_end_problem
from mvnetgen.azure.hosts import (
    already_allowed,
    attribute_suffix,
    broad_reach,
    is_of_microsoft,
    is_storage,
    private_link_service,
    private_name,
    user_content,
)
from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.azure.placeholders import with_holes
from mvnetgen.formats.shape import shown
from mvnetgen.model.fix import Fix, Remove, write
from mvnetgen.model.workspace import FqdnRule, Workspace
from mvnetgen.text.document import HOLE, Unknown, known_text
from mvnetgen.text.source import Route


class HostKind(Enum):
    """The first that holds, in this order; see the docstring of the group."""

    INVALID = auto()
    WITH_PORT = auto()
    UNDECIDED = auto()
    """In a mode in which hosts mean nothing."""
    STORAGE = auto()
    PRIVATE = auto()
    ALREADY_ALLOWED = auto()
    PRIVATE_LINK = auto()
    BROAD = auto()
    USER_CONTENT = auto()
    PLAIN = auto()


STAYS = frozenset({HostKind.PRIVATE_LINK, HostKind.BROAD, HostKind.USER_CONTENT, HostKind.PLAIN})
"""Hosts that a rule may go on to allow: those that are compared with each other."""


@dataclass(frozen=True, slots=True)
class JudgedHost:
    """One host of an FQDN rule, and what it amounts to."""

    route: Route
    """Of the destination that names it."""
    rule: FqdnRule
    host: str
    """As written; `HOLE` stands for what is not known."""
    kind: HostKind
    problem: HostProblem | None = None
    attribute: str = ""
    """What was written when the host is that of an attribute: ``azurerm_storage_account.lake.primary_blob_host``."""
    index: int = 0
    """Which of the hosts of its destination it is."""

    def written_as(self, host: str, *, safe: bool = True) -> Fix | None:
        """The fix that writes another host in its place; None where the destination is not one text."""
        if not isinstance(self.rule.destination, str):
            return None
        pieces = self.rule.destination.split(",")
        if len(pieces) == 1:
            return write(pieces[0], host, safe=safe)
        pieces[self.index] = pieces[self.index].replace(pieces[self.index].strip() or pieces[self.index], host)
        return write(self.rule.destination, ",".join(pieces), safe=safe)

    def joined_by(self, host: str) -> Fix | None:
        """The unsafe fix that allows another host beside it, in the same rule."""
        destination = self.rule.destination
        return write(destination, f"{destination}, {host}", safe=False) if isinstance(destination, str) else None

    def taken_out(self, *, safe: bool = True) -> Fix | None:
        """The fix that takes it out: of a destination that names others too, or with its rule."""
        if not isinstance(self.rule.destination, str):
            return None
        pieces = self.rule.destination.split(",")
        if len(pieces) == 1:
            return Fix((Remove(self.route[:-1]),), safe)
        del pieces[self.index]
        return write(self.rule.destination, ",".join(pieces).strip(), safe=safe)

    @property
    def label(self) -> str:
        """The rule, as messages write it."""
        return self.rule.label

    @property
    def shown(self) -> str:
        """The host, as messages write it."""
        return f"`{shown(self.attribute or self.host)}`"

    @property
    def known(self) -> bool:
        """Whether no part of the host is open."""
        return HOLE not in with_holes(self.host)


class _Kept(NamedTuple):
    """The workspace that was asked about last, and its hosts: each rule of the group asks about all of them."""

    workspace: Workspace | None = None
    hosts: tuple[JudgedHost, ...] = ()


_kept = _Kept()


def judged_hosts(workspace: Workspace) -> tuple[JudgedHost, ...]:
    """Every host of every FQDN rule, as far as it is known."""
    global _kept  # noqa: PLW0603 - frozen models compare by their thousands of rules, so no dictionary keeps them
    if _kept.workspace is not workspace:
        _kept = _Kept(workspace, tuple(_hosts(workspace)))
    return _kept.hosts


def _hosts(workspace: Workspace) -> Iterator[JudgedHost]:
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, FqdnRule):
            continue
        text = known_text(outbound.destination)
        if text is None:
            yield from _of_attribute((*route, "destination"), outbound, workspace)
            continue
        for index, piece in enumerate(text.split(",")):
            host = piece.strip()
            kind, problem = _judge(host, workspace.owner, workspace.may_approve_outbound)
            if problem is None and (ends := line_end_problem(piece)):
                kind, problem = HostKind.INVALID, ends
            yield JudgedHost((*route, "destination"), outbound, host, kind, problem, index=index)


def _of_attribute(route: Route, outbound: FqdnRule, workspace: Workspace) -> Iterator[JudgedHost]:
    """The host that an attribute of a resource is: `primary_blob_host` of a storage account is a storage host."""
    reference = outbound.destination.reference if isinstance(outbound.destination, Unknown) else None
    suffix = attribute_suffix(reference.resource_type, reference.attribute) if reference else None
    if reference is not None and suffix:
        host = f"{HOLE}.{suffix}"
        written = f"{reference.address}.{'.'.join(map(str, reference.attribute))}"
        yield JudgedHost(
            route, outbound, host, _judge(host, workspace.owner, workspace.may_approve_outbound)[0], None, written
        )


def hosts_complete(workspace: Workspace) -> bool:
    """Whether every host that the workspace allows is known, so that one that is not there is certainly absent."""
    rules = [rule for _, rule in workspace.outbound_rules()]
    decided = all(rule.type != "undecided" for rule in rules)
    written = all(isinstance(rule.destination, str) for rule in rules if isinstance(rule, FqdnRule))
    return workspace.rules_complete and decided and written


@lru_cache(maxsize=1 << 16)  # the same hosts stand in many files
def _judge(host: str, owner: NetworkOwner, may_open: bool) -> tuple[HostKind, HostProblem | None]:
    problem = host_problem(host)
    if problem:
        return HostKind.WITH_PORT if problem.fault is HostFault.PORT else HostKind.INVALID, problem
    return _kind_of(host, owner) if may_open else HostKind.UNDECIDED, None


def _kind_of(host: str, owner: NetworkOwner) -> HostKind:
    if is_of_microsoft(host):
        return HostKind.PLAIN
    questions = (
        (HostKind.STORAGE, is_storage),
        (HostKind.PRIVATE, private_name),
        (HostKind.ALREADY_ALLOWED, lambda each: already_allowed(each, owner)),
        (HostKind.PRIVATE_LINK, private_link_service),
        (HostKind.BROAD, broad_reach),
        (HostKind.USER_CONTENT, user_content),
    )
    return next((kind for kind, holds in questions if holds(host)), HostKind.PLAIN)
