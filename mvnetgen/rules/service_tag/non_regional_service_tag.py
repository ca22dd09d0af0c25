from collections.abc import Iterator

from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.rules.service_tag.tag_kind import TagKind, judge_tag


@rule(Severity.WARNING, since="0.1.0", alone=True)
def non_regional_service_tag(workspace: Workspace) -> Iterator[Problem]:
    """
    A region behind a service tag that has no regions.

    ## Why

    Azure publishes some tags by region (`Storage.WestEurope`) and others only as a whole (`DataFactoryManagement`). A region behind
    the latter makes a tag that does not exist.

    Source: https://learn.microsoft.com/azure/virtual-network/service-tags-overview

    ## Fix

    Write the tag without the region.
    """
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule):
            continue
        judged = judge_tag(outbound, workspace)
        if judged.kind is TagKind.NOT_REGIONAL and judged.tag:
            name = judged.tag.tag.name
            message = f"`{name}` of {outbound.label} has no regions, so Azure may refuse the rule"
            yield Problem((*route, "service_tag"), message, f"write `{name}`")
