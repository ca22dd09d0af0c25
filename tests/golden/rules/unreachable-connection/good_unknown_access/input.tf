variable "public" {}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = { isolationMode = "AllowInternetOutbound" }
    }
  }
}

resource "azurerm_search_service" "docs" {
  name                          = "docs"
  public_network_access_enabled = var.public
}

resource "azapi_resource" "docs" {
  type      = "Microsoft.MachineLearningServices/workspaces/connections@2025-12-01"
  name      = "docs"
  parent_id = azapi_resource.workspace.id
  body      = { properties = { category = "CognitiveSearch", metadata = { ResourceId = azurerm_search_service.docs.id } } }
}
