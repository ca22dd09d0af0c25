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
        outboundRules = { for name in ["one", "two"] : name => {
          type = "PrivateEndpoint"
          destination = {
            serviceResourceId = azurerm_storage_account.lake.id
            subresourceTarget = "blob"
          }
        } }
      }
    }
  }
}
