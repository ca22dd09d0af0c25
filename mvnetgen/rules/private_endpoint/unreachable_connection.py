from collections.abc import Iterator

from mvnetgen.azure.hosts import private_link_service
from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.azure.private_link import service_of
from mvnetgen.model.estate import Declaration, Estate, Neighbour
from mvnetgen.model.neighbours import CONNECTION, is_private, text
from mvnetgen.model.workspace import IsolationMode, Kind, UndecidedRule
from mvnetgen.rules.endpoints import DEPENDENCIES, endpoints_of
from mvnetgen.rules.fqdn.host_kind import hosts_complete, judged_hosts
from mvnetgen.rules.matching import Match, Value, names_workspace, neighbour_for, same_target
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.source import Route


@rule(Severity.WARNING, since="0.2.0", owners=(NetworkOwner.WORKSPACE,))
def unreachable_connection(estate: Estate) -> Iterator[Problem]:
    """
    A connection to a service that is closed to the public, and no private endpoint rule leads there.

    ## Why

    A connection of a workspace or hub says where a search service, AI services or a storage account is and how to sign in. It opens no way:
    computes in the managed network reach a service without public access through a private endpoint rule only, and under
    `allow_only_approved_outbound` any other service needs a rule, too.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#private-endpoints

    ## Fix

    Add a private endpoint rule to the service of the connection.

    ```hcl
    destination = {
      serviceResourceId = azurerm_search_service.docs.id
      subresourceTarget = "searchService"
    }
    ```
    """
    for prefix, declaration in estate.workspaces():
        workspace = declaration.workspace
        network = workspace.network
        if network is None or not network.isolated or workspace.kind is Kind.PROJECT or not workspace.rules_complete:
            continue
        if any(isinstance(each, UndecidedRule) for _, each in workspace.outbound_rules()):
            continue
        for connection in estate.neighbours_of(CONNECTION):
            if names_workspace(text(connection, "workspace"), declaration, estate) is not Match.YES:
                continue
            target: Value = text(connection, "resource")
            service = neighbour_for(estate, target)
            if service is None or not connection.certain or service_of(service.arm_type) is None:
                continue
            closed = is_private(service)
            if closed is not True and not (closed is False and _is_shut_out(service, declaration)):
                continue
            if _may_lead(prefix, declaration, estate, target, service.arm_type):
                continue
            why = "is closed to the public" if closed else "is not among what the network may reach"
            message = f"`{connection.address}` leads to `{service.address}`, which {why}, and no rule leads there"
            help_ = f"add a private endpoint rule to `{service.address}`"
            yield Problem(connection.route, message, help_, ((service.route, "the service"),))


def _is_shut_out(service: Neighbour, declaration: Declaration) -> bool:
    """Whether a public service has no way through the approved hosts."""
    workspace = declaration.workspace
    if workspace.isolation_mode is not IsolationMode.APPROVED or not hosts_complete(workspace):
        return False
    if any(rule.type == "service_tag" for _, rule in workspace.outbound_rules()):
        return False
    found = (private_link_service(each.host) for each in judged_hosts(workspace))
    return not any(each is not None and each.arm_type.lower() == service.arm_type for each in found)


def _may_lead(prefix: Route, declaration: Declaration, estate: Estate, target: Value, arm_type: str) -> bool:
    """Whether a rule, or the endpoints that the service makes by itself, may lead to a service."""
    own = [getattr(declaration.workspace, key) for key, other in DEPENDENCIES if other == arm_type]
    leads = [each.target for each in endpoints_of(prefix, declaration, estate)]
    return any(same_target(each, target, estate) is not Match.NO for each in (*own, *leads) if each is not None)
