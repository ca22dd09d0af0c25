resource "azurerm_cosmosdb_account" "data" {
  name = "data"
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          gateway  = { type = "PrivateEndpoint", destination = { serviceResourceId = azurerm_cosmosdb_account.data.id, subresourceTarget = "SqlDedicated" } }
          analytics = { type = "PrivateEndpoint", destination = { serviceResourceId = azurerm_cosmosdb_account.data.id, subresourceTarget = "Analytical" } }
        }
      }
    }
  }
}
