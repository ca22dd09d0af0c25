resource "azapi_resource" "lake" {
  type = "Microsoft.Storage/storageAccounts@2023-05-01"
  name = "lake"
  body = {
    properties = {
      networkAcls = {
        virtualNetworkRules = [{ id = azurerm_subnet.clients.id }]
      }
    }
  }
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          lake = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azapi_resource.lake.id
              subresourceTarget = "blob"
            }
          }
        }
      }
    }
  }
}
