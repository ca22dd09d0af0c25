resource "azurerm_storage_account" "lake" {
  for_each = toset(["one", "two"])
  name     = each.key
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
              serviceResourceId = azurerm_storage_account.lake["one"].id
              subresourceTarget = "blob"
            }
          }
          two = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azurerm_storage_account.lake["two"].id
              subresourceTarget = "blob"
            }
          }
        }
      }
    }
  }
}
