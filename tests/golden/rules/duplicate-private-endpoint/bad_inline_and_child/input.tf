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
          one = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azurerm_storage_account.lake.id
              subresourceTarget = "blob"
            }
          }
        }
      }
    }
  }
}

resource "azapi_resource" "two" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "two"
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
