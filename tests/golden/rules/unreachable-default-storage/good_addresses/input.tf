resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  identity {
    type = "SystemAssigned"
  }
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      storageAccount      = azurerm_storage_account.default.id
      managedNetwork = { isolationMode = "AllowInternetOutbound" }
    }
  }
}

resource "azurerm_storage_account" "default" {
  name = "default"
  network_rules {
    default_action = "Deny"
    ip_rules       = ["20.1.1.1"]
  }
}

resource "azurerm_private_endpoint" "workspace" {
  name      = "workspace"
  subnet_id = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/ml/providers/Microsoft.Network/virtualNetworks/net/subnets/clients"
  private_service_connection {
    name                           = "workspace"
    private_connection_resource_id = azapi_resource.workspace.id
    subresource_names              = ["amlworkspace"]
    is_manual_connection           = false
  }
}
