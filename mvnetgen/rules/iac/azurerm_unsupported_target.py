from collections.abc import Iterator

from mvnetgen.azure.azurerm import accepts_subresource, accepts_target, subresources
from mvnetgen.estate import Estate, Form
from mvnetgen.matching import arm_type_of
from mvnetgen.model import PrivateEndpointRule
from mvnetgen.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.1.0")
def azurerm_unsupported_target(estate: Estate) -> Iterator[Problem]:
    """
    A private endpoint target that azurerm rejects.

    ## Why

    `azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint` knows nine sub-resources of four
    providers. Registries, AI services, AI Search, SQL and Cosmos DB fail at plan time.

    Source: https://github.com/hashicorp/terraform-provider-azurerm/issues/30955

    ## Fix

    Declare the rule with azapi.

    ```hcl
    resource "azapi_resource" "search" {
      type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
      parent_id = azurerm_machine_learning_workspace.this.id
      name      = "search"
      locks     = [azurerm_machine_learning_workspace.this.id]
      body = {
        properties = {
          type     = "PrivateEndpoint"
          category = "UserDefined"
          destination = {
            serviceResourceId = azurerm_search_service.this.id
            subresourceTarget = "searchService"
          }
        }
      }
    }
    ```
    """
    for _, declaration in estate.workspaces():
        network = declaration.workspace.network
        for resource in declaration.rule_resources:
            outbound = network.outbound_rules[int(resource.route[-1])] if network else None
            if resource.form is not Form.AZURERM or not isinstance(outbound, PrivateEndpointRule):
                continue
            target = outbound.subresource_target
            if not isinstance(target, str):
                continue
            arm_type = arm_type_of(outbound.service_resource_id, estate)
            if accepts_subresource(target) is False:
                known = ", ".join(subresources())
                message = f"azurerm rejects the sub-resource `{target}` of {outbound.label}; it takes {known}"
            elif arm_type and accepts_target(arm_type, target) is False:
                message = f"azurerm rejects `{target}` of a `{arm_type}` in {outbound.label}"
            else:
                continue
            yield Problem((*resource.route, "subresource_target"), message, "declare the rule with azapi")
