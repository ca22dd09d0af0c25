from collections.abc import Iterator

from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.rules.service_tag.tag_kind import TagKind, judge_tag, region_of


@rule(Severity.INFO, since="0.1.0")
def service_tag_region_mismatch(workspace: Workspace) -> Iterator[Problem]:
    """
    A service tag of another region than the workspace's.

    ## Why

    A tag with a region opens that region only. When it is not the region of the workspace, the rule is often left over from a
    copied configuration: the endpoints next door stay closed. Data that lives elsewhere is a good reason for it.

    Source: https://learn.microsoft.com/azure/virtual-network/service-tags-overview

    ## Fix

    Write the region of the workspace, or say in an ignore comment why it is the other.
    """
    own = region_of(workspace)
    if own is None:
        return
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule):
            continue
        judged = judge_tag(outbound, workspace)
        if judged.kind in {TagKind.BROAD, TagKind.PLAIN} and judged.tag and judged.tag.region not in (None, own):
            message = f"{outbound.label} opens `{judged.tag.canonical}`, and the workspace is in `{workspace.location}`"
            related = ((("location",), "the workspace's region"),)
            help_ = "write the workspace's region, unless the other one is meant"
            yield Problem((*route, "service_tag"), message, help_, related)
