variable "body" {
  type = any
}

resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azapi_update_resource" "update" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  resource_id = azurerm_machine_learning_workspace.this.id
  body        = var.body
}
