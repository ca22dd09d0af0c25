from collections.abc import Iterator
from dataclasses import dataclass

from mvnetgen.azure.ports import Ports, overlap
from mvnetgen.azure.service_tags import ServiceTag
from mvnetgen.model.fix import Fix, Remove
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.rules.service_tag.tag_kind import TagKind, judge_tag, ports_of
from mvnetgen.text.source import Route


@rule(Severity.WARNING, since="0.1.0")
def duplicate_service_tag(workspace: Workspace) -> Iterator[Problem]:
    """
    The same tag and protocol with overlapping ports in two rules.

    ## Why

    Whoever removes one of them believes that the ports are closed now. They are not.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#manage-outbound-rules

    ## Fix

    Keep one rule with all ports that are needed.

    ```yaml
    - name: data-factory
      type: service_tag
      destination: {service_tag: DataFactory, protocol: TCP, port_ranges: "443, 8080-8089"}
    ```
    """
    seen: dict[str, list[_Opened]] = {}
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule) or not isinstance(outbound.protocol, str):
            continue
        judged = judge_tag(outbound, workspace)
        if judged.kind not in {TagKind.INBOUND, TagKind.BROAD, TagKind.PLAIN} or not judged.region_known:
            continue
        assert judged.tag is not None
        opened = _Opened(route, outbound.label, judged.tag, outbound.protocol.strip().upper(), ports_of(outbound))
        earlier = seen.setdefault(judged.tag.tag.name, [])
        for other in earlier:
            shared = _shared(opened, other)
            if shared:
                message = f"{opened.label} opens {shared} of `{judged.tag.canonical}`, as {other.label} already does"
                related = ((other.route, "the other rule"),)
                yield Problem(
                    (*route, "service_tag"),
                    message,
                    "keep one rule with all the ports",
                    related,
                    fix=_fix(opened, other),
                )
                break
        earlier.append(opened)


@dataclass(frozen=True, slots=True)
class _Opened:
    """What a rule opens, read once: a workspace may have a thousand rules of one tag."""

    route: Route
    label: str
    tag: ServiceTag
    protocol: str
    ports: Ports | None


def _fix(one: _Opened, other: _Opened) -> Fix | None:
    """A rule that repeats another one goes; which of two that overlap stays is for people."""
    same = (one.tag.canonical, one.protocol, one.ports) == (other.tag.canonical, other.protocol, other.ports)
    return Fix((Remove(one.route),)) if same and one.ports is not None else None


def _shared(one: _Opened, other: _Opened) -> str:
    """What two rules of one tag both open: ``port 443``; empty when that is nothing, or not known."""
    if one.tag.suffix and other.tag.suffix and one.tag.region != other.tag.region:
        return ""
    if one.protocol != other.protocol and "*" not in (one.protocol, other.protocol):
        return ""
    if one.protocol == other.protocol == "ICMP":
        return "ICMP"
    both = overlap(one.ports, other.ports) if one.ports and other.ports else None
    if both is None:
        return ""
    low, high = both
    return f"port {low}" if low == high else f"ports {low}-{high}"
