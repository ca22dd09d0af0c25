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
  public_network_access_enabled = false
}

resource "azapi_resource" "docs" {
  type      = "Microsoft.MachineLearningServices/workspaces/connections@2025-12-01"
  name      = "docs"
  parent_id = azapi_resource.workspace.id
  body      = { properties = { category = "CognitiveSearch", metadata = { ResourceId = azurerm_search_service.docs.id } } }
}

resource "azapi_resource" "search" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "search"
  parent_id = azapi_resource.workspace.id
  body      = { properties = { type = "PrivateEndpoint", destination = { serviceResourceId = azurerm_search_service.docs.id, subresourceTarget = "searchService" } } }
}
