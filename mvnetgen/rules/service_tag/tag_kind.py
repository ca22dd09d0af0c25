"""What a service tag amounts to: the one thing that rules say about it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from mvnetgen.azure.ports import PortProblem, Ports, parse_ports
from mvnetgen.azure.service_tags import (
    Direction,
    ServiceTag,
    find_region,
    parse_tag,
    required_tags,
    tag_before_hole,
)
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.text.document import HOLE, Unknown, known_text


class TagKind(Enum):
    """The first that holds, in this order; see the docstring of the group."""

    UNDECIDED = auto()
    """Not known, left out, or in a mode in which service tags mean nothing."""
    OVERRIDDEN = auto()
    """Address prefixes are given: the service ignores the tag."""
    EMPTY = auto()
    LINE_END = auto()
    """A line end stands before or behind it, and is sent."""
    UNKNOWN = auto()
    UNKNOWN_REGION = auto()
    NOT_REGIONAL = auto()
    PLATFORM = auto()
    REDUNDANT = auto()
    INBOUND = auto()
    BROAD = auto()
    PLAIN = auto()


@dataclass(frozen=True, slots=True)
class Judged:
    """A service tag rule, and what its tag amounts to."""

    kind: TagKind
    text: str = ""
    """As written; `HOLE` stands for what is not known."""
    tag: ServiceTag | None = None
    """None unless the tag is known."""
    region_known: bool = True
    """False when something unknown stands behind the tag."""


_NOTHING = Judged(TagKind.UNDECIDED)


def judge_tag(rule: ServiceTagRule, workspace: Workspace) -> Judged:
    """What the tag of a rule amounts to in its workspace."""
    text = known_text(rule.service_tag)
    match rule.address_prefixes:
        case None | ():
            pass
        case Unknown():
            return _NOTHING
        case _:
            return Judged(TagKind.OVERRIDDEN, text or "")
    if text is None:
        return _NOTHING
    if not text.strip():
        return Judged(TagKind.EMPTY, text)
    if text.strip("\r\n") != text:
        return Judged(TagKind.LINE_END, text)
    return _judge_text(text, rule, workspace)


def _judge_text(text: str, rule: ServiceTagRule, workspace: Workspace) -> Judged:
    region_known = HOLE not in text
    tag = parse_tag(text) if region_known else tag_before_hole(text)
    if tag is None:
        return Judged(TagKind.UNKNOWN, text) if region_known else _NOTHING
    judged = Judged(_kind_of(tag, rule, workspace, region_known), text, tag, region_known)
    return judged if judged.kind is not TagKind.UNDECIDED else _NOTHING


def _kind_of(tag: ServiceTag, rule: ServiceTagRule, workspace: Workspace, region_known: bool) -> TagKind:
    if tag.suffix and not tag.tag.regional:
        return TagKind.NOT_REGIONAL
    if tag.suffix and region_known and tag.region is None:
        return TagKind.UNKNOWN_REGION
    if not workspace.may_approve_outbound:
        return TagKind.UNDECIDED
    if tag.tag.platform:
        return TagKind.PLATFORM
    if not _allows(rule):
        return TagKind.UNDECIDED
    if already_open(tag, rule, workspace):
        return TagKind.REDUNDANT
    if tag.tag.direction is Direction.IN:
        return TagKind.INBOUND
    return TagKind.BROAD if tag.tag.reaches_everyone else TagKind.PLAIN


def _allows(rule: ServiceTagRule) -> bool:
    return rule.action is None or (isinstance(rule.action, str) and rule.action.lower() == "allow")


def already_open(tag: ServiceTag, rule: ServiceTagRule, workspace: Workspace) -> bool:
    """Whether the required rules allow the protocol and all ports of a rule to the tag, whatever the network is used for."""
    protocol, ports = rule.protocol, ports_of(rule)
    if not isinstance(protocol, str) or ports is None:
        return False
    open_ports: list[tuple[int, int]] = []
    for required in required_tags(workspace.owner):
        same = required.tag.lower() == tag.tag.name.lower() and required.direction is Direction.OUT
        if not same or (required.of_region and not _own_region(tag, workspace)):
            continue
        if required.protocol in {"*", protocol.strip().upper()}:
            opened, sometimes = parse_ports(required.ports), parse_ports(required.situational)
            if isinstance(opened, tuple):
                open_ports += [each for each in opened if not isinstance(sometimes, tuple) or each not in sometimes]
    return all(any(low <= first and last <= high for low, high in open_ports) for first, last in ports)


def _own_region(tag: ServiceTag, workspace: Workspace) -> bool:
    return tag.region is not None and tag.region == region_of(workspace)


def region_of(workspace: Workspace) -> object:
    """The region that the workspace stands in, when it is known and in the table."""
    return find_region(workspace.location) if isinstance(workspace.location, str) else None


def ports_of(rule: ServiceTagRule) -> Ports | None:
    """The ports of a rule; None when they are not known or written wrongly."""
    text = known_text(rule.port_ranges)
    parsed = parse_ports(text) if text is not None else None
    return None if isinstance(parsed, PortProblem) else parsed
