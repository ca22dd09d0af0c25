resource "azurerm_search_service" "search" {
  name = "search"
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          search = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azurerm_search_service.search.id
              subresourceTarget = "SearchService"
            }
          }
        }
      }
    }
  }
}
