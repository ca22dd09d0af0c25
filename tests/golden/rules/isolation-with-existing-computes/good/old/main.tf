resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name      = "ml-prod"
  parent_id = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-ml"
  location  = "westeurope"
  identity {
    type = "SystemAssigned"
  }
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork = {
        isolationMode = "AllowInternetOutbound"
      }
    }
  }
}

resource "azurerm_machine_learning_compute_instance" "dev" {
  name                          = "dev"
  machine_learning_workspace_id = azapi_resource.workspace.id
  virtual_machine_size          = "STANDARD_DS3_V2"
}
