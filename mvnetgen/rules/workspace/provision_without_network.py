from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate
from mvnetgen.model.workspace import IsolationMode, Kind
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def provision_without_network(estate: Estate) -> Iterator[Problem]:
    """
    Provisioning of a managed network that does not exist.

    ## Why

    `provision_network_now` provisions the managed network while the workspace is created. Without isolation there is no
    managed network, and the key does nothing: whoever wrote it believes that the workspace is isolated. The default of a
    variable, as modules have it, was written for other workspaces.

    Source: https://learn.microsoft.com/azure/templates/microsoft.machinelearningservices/workspaces

    ## Fix

    Turn isolation on, or remove the key.

    ```yaml
    provision_network_now: true
    managed_network:
      isolation_mode: allow_only_approved_outbound
    ```
    """
    for prefix, declaration in estate.workspaces():
        workspace = declaration.workspace
        route = (*prefix, "provision_network_now")
        if workspace.provision_network_now is not True or workspace.kind is Kind.PROJECT or estate.is_default(route):
            continue
        if declaration.declared and workspace.isolation_mode is IsolationMode.DISABLED:
            message = "there is no managed network to provision, so this does nothing"
            yield Problem(route, message, "set an isolation mode, or remove the key")
