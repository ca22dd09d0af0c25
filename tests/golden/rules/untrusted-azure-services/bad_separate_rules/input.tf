resource "azurerm_storage_account" "lake" {
  name = "lake"
}

resource "azurerm_storage_account_network_rules" "lake" {
  storage_account_id = azurerm_storage_account.lake.id
  default_action     = "Deny"
  bypass             = ["None"]
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      storageAccount = azurerm_storage_account.lake.id
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
