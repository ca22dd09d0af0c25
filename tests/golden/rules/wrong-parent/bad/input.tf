resource "azurerm_machine_learning_workspace" "workspace" {
  name = "research"
}

resource "azurerm_resource_group" "ml" {
  name     = "ml"
  location = "westeurope"
}

resource "azapi_update_resource" "network" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  parent_id = azurerm_machine_learning_workspace.workspace.id
  body = { properties = { managedNetwork = { isolationMode = "AllowInternetOutbound" } } }
}
