from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate
from mvnetgen.model.neighbours import PRIVATE_ENDPOINT, text
from mvnetgen.model.workspace import Kind, PublicAccess
from mvnetgen.rules.matching import Match, names_workspace
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def unreachable_workspace(estate: Estate) -> Iterator[Problem]:
    """
    A workspace with public access off, and no private endpoint to it in the whole configuration.

    ## Why

    With public access off a workspace answers on private endpoints only. The managed network has one for the computes; people, pipelines
    and the studio need one in a virtual network of yours. Without it the workspace is made and nobody can open it.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-configure-private-link

    ## Fix

    Add a private endpoint with the sub-resource `amlworkspace`, and the private DNS zones `privatelink.api.azureml.ms` and
    `privatelink.notebooks.azure.net`. Ignore the finding when another configuration has it. Unless the whole repository
    was looked at and has no other root in which the endpoint may stand, it is an info.

    ```hcl
    resource "azurerm_private_endpoint" "workspace" {
      name                = "workspace"
      location            = azurerm_resource_group.ml.location
      resource_group_name = azurerm_resource_group.ml.name
      subnet_id           = azurerm_subnet.clients.id
      private_service_connection {
        name                           = "workspace"
        private_connection_resource_id = azapi_resource.workspace.id
        subresource_names              = ["amlworkspace"]
        is_manual_connection           = false
      }
    }
    ```
    """
    for prefix, declaration in estate.workspaces():
        workspace = declaration.workspace
        if estate.may_hide((declaration.address, workspace.name)):
            continue
        closed = workspace.public_network_access is PublicAccess.DISABLED
        if not closed or workspace.kind is Kind.PROJECT or workspace.network is None or not workspace.network.isolated:
            continue
        targets = (text(each, "target") for each in estate.neighbours_of(PRIVATE_ENDPOINT))
        if any(target is None or names_workspace(target, declaration, estate) is not Match.NO for target in targets):
            continue
        certain = estate.sees_roots
        message = (
            f"public access to `{declaration.address or workspace.name}` is off and no private endpoint leads to it here, so "
            f"{'nobody can' if certain else 'it may be that nobody can'} open it"
        )
        help_ = "add a private endpoint with the sub-resource `amlworkspace` in a virtual network of your clients"
        severity = None if certain else Severity.INFO
        yield Problem((*prefix, "public_network_access"), message, help_, severity=severity)
