resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azapi_update_resource" "addresses" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-07-01-preview"
  resource_id = azurerm_machine_learning_workspace.this.id
  body = {
    properties = {
      ipAllowlist = ["203.0.113.7"]
    }
  }
}
