from collections.abc import Iterator

from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.2.0")
def failed_outbound_rule(workspace: Workspace) -> Iterator[Problem]:
    """
    An outbound rule of a workspace that runs, which Azure could not set up.

    ## Why

    A rule with the status `Failed` is listed beside the others and opens nothing: a private endpoint that nobody approved, a
    target that is gone. Jobs that need it time out, and whoever looks at the code sees the rule there.

    Only answers of Azure and states show the status of a rule; code has none.

    ## Fix

    Approve the private endpoint connection on its target, or see `az ml workspace outbound-rule show` for what went wrong, and
    write the rule again.
    """
    network = workspace.network
    for index, outbound in enumerate(network.outbound_rules if network else ()):
        if (outbound.status or "").lower() == "failed":
            route = ("managed_network", "outbound_rules", index)
            help_ = "approve its private endpoint or mend its target, and write the rule again"
            yield Problem(
                (*route, "status"), say("{} has failed: Azure lists it, and it opens nothing", outbound.label), help_
            )
