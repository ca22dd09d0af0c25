resource "azurerm_storage_account" "lake" {
  name = "lake"
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          dfs = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azurerm_storage_account.lake.id
              subresourceTarget = "dfs"
            }
          }
        }
      }
    }
  }
}

resource "azapi_resource" "blob" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "blob"
  parent_id = azapi_resource.workspace.id
  locks     = [azapi_resource.workspace.id]
  body = {
    properties = {
      type = "PrivateEndpoint"
      destination = {
        serviceResourceId = azurerm_storage_account.lake.id
        subresourceTarget = "blob"
      }
    }
  }
}
