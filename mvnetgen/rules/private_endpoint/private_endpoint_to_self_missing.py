from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate
from mvnetgen.model.workspace import Kind, NetworkAcls, PublicAccess, UndecidedRule, Workspace
from mvnetgen.rules.endpoints import endpoints_of
from mvnetgen.rules.matching import Match, names_workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.source import Route


@rule(Severity.INFO, since="0.2.0", owners=(NetworkOwner.WORKSPACE,))
def private_endpoint_to_self_missing(estate: Estate) -> Iterator[Problem]:
    """
    Selected IP addresses may reach the workspace, and its computes have no endpoint rule to it.

    ## Why

    With a list of addresses the workspace answers to those and to private endpoints. Computes in the managed network have none of the
    addresses: without an endpoint rule to the workspace a compute instance cannot be made. The rule needs the workspace, so
    it is added when that exists.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#scenario-enable-access-from-selected-ip-addresses

    ## Fix

    Add the rule of the scenario `selected-ips` when the workspace exists.

    ```yaml
    - name: workspace
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.MachineLearningServices/workspaces/<WORKSPACE>
        subresource_target: amlworkspace
        spark_enabled: false
    ```
    """
    for prefix, declaration in estate.workspaces():
        workspace = declaration.workspace
        network = workspace.network
        if network is None or not network.isolated or workspace.kind is Kind.PROJECT or not workspace.rules_complete:
            continue
        listed = _addresses(workspace)
        if not listed or any(isinstance(each, UndecidedRule) for _, each in workspace.outbound_rules()):
            continue
        endpoints = endpoints_of(prefix, declaration, estate)
        if any(names_workspace(each.target, declaration, estate) is not Match.NO for each in endpoints):
            continue
        message = "selected addresses may reach the workspace, and its computes have no endpoint rule to it"
        help_ = "add the rule of the scenario `selected-ips` when the workspace exists"
        yield Problem((*prefix, *listed), message, help_)


def _addresses(workspace: Workspace) -> Route:
    """Where the addresses are listed; empty when no selected addresses are admitted."""
    if workspace.public_network_access is PublicAccess.DISABLED:
        return ()
    if isinstance(workspace.ip_allowlist, tuple) and workspace.ip_allowlist:
        return ("ip_allowlist",)
    match workspace.network_acls:
        case NetworkAcls(default_action=str(action), ip_rules=rules) if action.lower() == "deny" and rules:
            return ("network_acls",)
    return ()
