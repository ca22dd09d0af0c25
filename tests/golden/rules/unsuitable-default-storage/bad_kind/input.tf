resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      storageAccount = azurerm_storage_account.default.id
      managedNetwork = { isolationMode = "AllowInternetOutbound" }
    }
  }
}

resource "azurerm_storage_account" "default" {
  name         = "default"
  account_kind = "BlobStorage"
}
