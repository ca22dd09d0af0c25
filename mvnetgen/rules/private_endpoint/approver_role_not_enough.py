from collections.abc import Iterator

from mvnetgen.azure.roles import APPROVER_NAME
from mvnetgen.model.estate import Estate
from mvnetgen.model.workspace import IdentityType, Kind
from mvnetgen.rules.approval import approval, may_be_hidden
from mvnetgen.rules.endpoints import endpoints
from mvnetgen.rules.matching import Match
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0")
def approver_role_not_enough(estate: Estate) -> Iterator[Problem]:
    """
    A private endpoint target of a kind that the approver role does not cover.

    ## Why

    The role `Azure AI Enterprise Network Connection Approver` lists the services whose private endpoints it may approve. Azure Data
    Factory and Azure Databricks are not among them, so the workspace's identity needs a role of your own there.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#approval-of-private-endpoints

    ## Fix

    Define a role with the approval actions of the service and assign it to the workspace's identity on the target.

    ```hcl
    resource "azurerm_role_definition" "data_factory_approver" {
      name  = "Data factory private endpoint approver"
      scope = azurerm_data_factory.etl.id
      permissions {
        actions = [
          "Microsoft.DataFactory/factories/read",
          "Microsoft.DataFactory/factories/privateEndpointConnectionsApproval/action",
          "Microsoft.DataFactory/factories/privateEndpointConnections/read",
          "Microsoft.DataFactory/factories/privateEndpointConnections/write",
        ]
      }
    }
    ```
    """
    for endpoint in endpoints(estate):
        if may_be_hidden(endpoint.declaration, estate):
            continue
        workspace = endpoint.declaration.workspace
        if endpoint.service is None or endpoint.service.approver_role is not False:
            continue
        if workspace.network is None or not workspace.network.isolated or workspace.kind is Kind.PROJECT:
            continue
        if workspace.identity_type is IdentityType.NONE or approval(endpoint, estate) is not Match.NO:
            continue
        message = (
            f"{endpoint.rule.label} leads to {endpoint.shown} ({endpoint.service.name}), whose private endpoints the "
            f"role `{APPROVER_NAME}` does not cover, so it may not be approved"
        )
        help_ = "assign a role of your own with `privateEndpointConnectionsApproval/action` to the workspace's identity"
        yield Problem(endpoint.target_route, message, help_)
