resource "azurerm_storage_account" "lake" {
  name = "lake"
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      storageAccount = azurerm_storage_account.lake.id
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          queue = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azurerm_storage_account.lake.id
              subresourceTarget = "queue"
            }
          }
        }
      }
    }
  }
}

resource "azapi_resource" "batch" {
  type      = "Microsoft.MachineLearningServices/workspaces/batchEndpoints@2025-12-01"
  name      = "batch"
  parent_id = azapi_resource.workspace.id
  body = {
    properties = {
      authMode = "AADToken"
    }
  }
}
