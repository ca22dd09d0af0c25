resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
}

resource "azapi_update_resource" "update" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  resource_id = azurerm_machine_learning_workspace.this.id
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
