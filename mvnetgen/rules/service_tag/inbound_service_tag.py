from collections.abc import Iterator

from mvnetgen.azure.private_link import service_of
from mvnetgen.model.fix import Fix, Remove
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.rules.service_tag.tag_kind import TagKind, judge_tag


@rule(Severity.WARNING, since="0.1.0", alone=True)
def inbound_service_tag(workspace: Workspace) -> Iterator[Problem]:
    """
    A service tag that Azure uses for inbound traffic only.

    ## Why

    The addresses behind such a tag are those that a service calls from (health probes, management, webhooks). Allowing
    traffic to them does not open the service: `AzureCognitiveSearch` covers the indexers of AI Search, not its endpoints.

    Source: https://learn.microsoft.com/azure/virtual-network/service-tags-overview

    ## Fix

    Remove the rule. Reach the service through a private endpoint where there is one.
    """
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule):
            continue
        judged = judge_tag(outbound, workspace)
        if judged.kind is TagKind.INBOUND and judged.tag:
            tag = judged.tag.tag
            service = service_of(tag.private_endpoint)
            message = f"`{tag.name}` covers the addresses that the service calls from, so {outbound.label} does not open the service"
            help_ = f"use a private endpoint to `{service.arm_type}`" if service else "remove the rule"
            yield Problem(
                (*route, "service_tag"), message, help_, fix=None if service else Fix((Remove(route),), safe=False)
            )
