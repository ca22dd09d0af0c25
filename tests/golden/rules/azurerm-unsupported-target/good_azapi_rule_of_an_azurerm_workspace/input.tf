resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_search_service" "search" {
  name = "search"
}

resource "azapi_resource" "search" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "search"
  parent_id = azurerm_machine_learning_workspace.this.id
  locks     = [azurerm_machine_learning_workspace.this.id]
  body = {
    properties = {
      type = "PrivateEndpoint"
      destination = {
        serviceResourceId = azurerm_search_service.search.id
        subresourceTarget = "searchService"
      }
    }
  }
}
