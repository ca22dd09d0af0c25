resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    kind = "Hub"
    properties = {
      managedNetwork = { isolationMode = "AllowInternetOutbound" }
    }
  }
}

resource "azurerm_ai_services" "models" {
  name                  = "models"
  public_network_access = "Disabled"
}

resource "azapi_resource" "models" {
  type      = "Microsoft.MachineLearningServices/workspaces/connections@2025-12-01"
  name      = "models"
  parent_id = azapi_resource.workspace.id
  body      = { properties = { category = "AIServices", metadata = { ResourceId = azurerm_ai_services.models.id } } }
}
