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
  name = "default"
  network_rules {
    default_action             = "Allow"
    virtual_network_subnet_ids = ["/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/ml/providers/Microsoft.Network/virtualNetworks/net/subnets/clients"]
  }
}
