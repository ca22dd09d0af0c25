from collections.abc import Iterator

from mvnetgen.model.fix import Fix, Remove
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.rules.service_tag.tag_kind import TagKind, judge_tag


@rule(Severity.INFO, since="0.1.0", alone=True)
def redundant_service_tag(workspace: Workspace) -> Iterator[Problem]:
    """
    A service tag, with ports, that every managed network already allows.

    ## Why

    The service adds rules for `AzureMachineLearning`, `AzureActiveDirectory`, `BatchNodeManagement` of the workspace's region,
    `AzureResourceManager`, `AzureFrontDoor.FirstParty`, `MicrosoftContainerRegistry` and `AzureMonitor` to every managed network.
    A rule of your own opens nothing more, and who removes it closes nothing. A rule with another protocol or further ports
    is no finding.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#list-of-required-rules

    ## Fix

    Remove the rule.
    """
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule):
            continue
        judged = judge_tag(outbound, workspace)
        if judged.kind is TagKind.REDUNDANT and judged.tag:
            message = f"{outbound.label} opens nothing: every managed network already allows these ports of `{judged.tag.canonical}`"
            yield Problem((*route, "service_tag"), message, "remove the rule", fix=Fix((Remove(route),), safe=False))
