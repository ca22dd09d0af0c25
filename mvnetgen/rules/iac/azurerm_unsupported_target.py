from collections.abc import Iterator

from mvnetgen.azure.azurerm import accepts_subresource, accepts_target, subresources
from mvnetgen.model.estate import Estate, Form
from mvnetgen.rules.endpoints import endpoints
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.1.0", alone=True)
def azurerm_unsupported_target(estate: Estate) -> Iterator[Problem]:
    """
    A private endpoint target that azurerm rejects.

    ## Why

    `azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint` knows nine sub-resources of four
    providers. Registries, AI services, AI Search, SQL and Cosmos DB fail at plan time.

    Source: https://github.com/hashicorp/terraform-provider-azurerm/issues/30955 and, of version 5.2.0,
    https://github.com/hashicorp/terraform-provider-azurerm/tree/main/internal/services/machinelearning

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
    for endpoint in endpoints(estate):
        written = endpoint.rule.subresource_target
        if endpoint.resource is None or endpoint.resource.form is not Form.AZURERM or not isinstance(written, str):
            continue
        if (endpoint.arm_type and endpoint.service is None) or (endpoint.service and endpoint.subresource is None):
            continue  # Azure has no such endpoint at all, which other rules say
        label = endpoint.rule.label
        spelt = next((each for each in subresources() if each.lower() == written.lower()), None)
        help_ = "declare the rule with azapi"
        if spelt and spelt != written:
            message = f"azurerm compares letter by letter and rejects the sub-resource `{written}` of {label}"
            help_ = f"write `{spelt}`"
        elif accepts_subresource(written) is False:
            known = ", ".join(f"`{each}`" for each in subresources())
            message = f"azurerm rejects the sub-resource `{written}` of {label}; it takes {known}"
        elif endpoint.arm_type and accepts_target(endpoint.arm_type, written) is False:
            name = endpoint.service.name if endpoint.service else endpoint.arm_type
            message = f"azurerm rejects `{written}` of {name} in {label}"
        else:
            continue
        yield Problem(endpoint.subresource_route, message, help_)
