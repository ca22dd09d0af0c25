from collections.abc import Iterator

from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.2.0")
def wrong_parent() -> Iterator[Problem]:
    """
    A workspace, network or outbound rule whose parent is certainly of another type.

    ## Why

    `parent_id` is the id of what a resource stands in: a resource group for a workspace, also where `azapi_update_resource` names the workspace,
    the workspace for an outbound rule, `…/managedNetworks/default` for a rule of the type below it. With another parent
    Azure is asked for a resource that cannot exist, which shows only when the plan is applied.

    Source: https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource

    ## Fix

    Give the id of the right parent. An update of an existing workspace is clearest with its `resource_id`.

    ```hcl
    resource "azapi_update_resource" "network" {
      type        = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
      resource_id = azurerm_machine_learning_workspace.research.id
      body        = { properties = { managedNetwork = { firewallSku = "Basic" } } }
    }
    ```
    """
    return silent()
