resource "azapi_resource" "lake" {
  type = "Microsoft.Storage/storageAccounts@2023-05-01"
  name = "lake"
  body = {
    kind = "BlockBlobStorage"
    sku = {
      name = "Premium_LRS"
    }
  }
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      storageAccount = azapi_resource.lake.id
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
