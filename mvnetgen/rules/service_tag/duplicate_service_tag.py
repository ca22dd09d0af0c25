from collections.abc import Iterator

from mvnetgen.azure.ports import overlap
from mvnetgen.azure.service_tags import ServiceTag
from mvnetgen.model import ServiceTagRule, Workspace
from mvnetgen.rule import Problem, Severity, rule
from mvnetgen.rules.service_tag._standing import Standing, judge_tag, ports_of
from mvnetgen.source import Route


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
    seen: list[tuple[Route, ServiceTagRule, ServiceTag]] = []
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule):
            continue
        judged = judge_tag(outbound, workspace)
        if judged.standing not in {Standing.INBOUND, Standing.BROAD, Standing.PLAIN} or not judged.region_known:
            continue
        assert judged.tag is not None
        for other_route, other, tag in seen:
            shared = _shared(outbound, judged.tag, other, tag)
            if shared:
                message = f"{outbound.label} opens {shared} of `{judged.tag.canonical}`, as {other.label} already does"
                related = ((other_route, "the other rule"),)
                yield Problem((*route, "service_tag"), message, "keep one rule with all the ports", related)
                break
        seen.append((route, outbound, judged.tag))


def _shared(rule: ServiceTagRule, tag: ServiceTag, other: ServiceTagRule, earlier: ServiceTag) -> str:
    """What two rules both open: ``port 443``; empty when that is nothing, or not known."""
    same_tag = tag.tag is earlier.tag and (not tag.suffix or not earlier.suffix or tag.region == earlier.region)
    protocols = {each.strip().upper() for each in (rule.protocol, other.protocol) if isinstance(each, str)}
    known = isinstance(rule.protocol, str) and isinstance(other.protocol, str)
    if not same_tag or not known or (len(protocols) > 1 and "*" not in protocols):
        return ""
    if protocols == {"ICMP"}:
        return "ICMP"
    ports, others = ports_of(rule), ports_of(other)
    both = overlap(ports, others) if ports and others else None
    if both is None:
        return ""
    low, high = both
    return f"port {low}" if low == high else f"ports {low}-{high}"
