resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          docs = { type = "FQDN", destination = "docs.search.windows.net" }
        }
      }
    }
  }
}

resource "azurerm_search_service" "docs" {
  name                          = "docs"
  public_network_access_enabled = true
}

resource "azapi_resource" "docs" {
  type      = "Microsoft.MachineLearningServices/workspaces/connections@2025-12-01"
  name      = "docs"
  parent_id = azapi_resource.workspace.id
  body      = { properties = { category = "CognitiveSearch", metadata = { ResourceId = azurerm_search_service.docs.id } } }
}
