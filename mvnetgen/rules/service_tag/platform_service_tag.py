from collections.abc import Iterator

from mvnetgen.model.fix import Fix, Remove
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.rules.service_tag.tag_kind import TagKind, judge_tag


@rule(Severity.WARNING, since="0.1.0", alone=True)
def platform_service_tag(workspace: Workspace) -> Iterator[Problem]:
    """
    A tag of the platform or of the network itself, whose rule has no effect or breaks computes.

    ## Why

    `AzurePlatformDNS`, `AzurePlatformIMDS`, `AzurePlatformLKM`, `AzureLoadBalancer` and `VirtualNetwork` name what every compute needs to run:
    name resolution, its metadata, its licence, its neighbours. They are open without a rule; a rule that denies one of
    them may take computes down.

    Source: https://learn.microsoft.com/azure/virtual-network/service-tags-overview

    ## Fix

    Remove the rule.
    """
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule):
            continue
        judged = judge_tag(outbound, workspace)
        if judged.kind is TagKind.PLATFORM and judged.tag:
            denies = isinstance(outbound.action, str) and outbound.action.lower() == "deny"
            effect = "denying it may break computes" if denies else "it is open without a rule"
            message = f"`{judged.tag.tag.name}` of {outbound.label} belongs to the platform; {effect}"
            yield Problem((*route, "service_tag"), message, "remove the rule", fix=Fix((Remove(route),), safe=False))
