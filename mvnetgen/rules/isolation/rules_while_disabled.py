from collections.abc import Iterator

from mvnetgen.model.workspace import IsolationMode, Workspace
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.1.0")
def rules_while_disabled(workspace: Workspace) -> Iterator[Problem]:
    """
    Outbound rules on a workspace whose network is not isolated.

    ## Why

    Without isolation there is no managed network: nothing is closed, so there is nothing that a rule could open,
    and the private endpoints of the rules are not made. Whoever reads the rules believes in a protection that is
    not there.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Switch isolation on, or remove the rules. Isolation cannot be switched off again.

    ```yaml
    managed_network:
      isolation_mode: allow_only_approved_outbound
    ```
    """
    if workspace.isolation_mode is not IsolationMode.DISABLED:
        return
    rules = list(workspace.outbound_rules())
    if not rules:
        return
    route, first = rules[0]
    if len(rules) == 1:
        message = f"{first.label} has no effect: isolation is disabled, and the network is open without it"
    else:
        message = (
            f"{first.label} and {len(rules) - 1} more outbound rule{'s' * (len(rules) > 2)} have no effect: "
            "isolation is disabled, and the network is open without them"
        )
    related = ((("managed_network", "isolation_mode"), "isolation is disabled here"),) if workspace.network else ()
    help_ = say("set `isolation_mode` to `allow_only_approved_outbound`, or remove the rules")
    yield Problem((*route, "name"), message, help_, related=related)
