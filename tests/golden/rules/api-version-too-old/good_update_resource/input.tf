terraform {
  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = "~> 2.4.0"
    }
  }
}

resource "azurerm_machine_learning_workspace" "workspace" {
  name = "research"
}

resource "azapi_update_resource" "network" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-04-01-preview"
  resource_id = azurerm_machine_learning_workspace.workspace.id
  body        = { properties = { managedNetwork = { isolationMode = "AllowOnlyApprovedOutbound" } } }
}
