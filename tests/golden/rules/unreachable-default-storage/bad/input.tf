resource "azurerm_subnet" "clients" {
  name = "clients"
}

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
  name                          = "default"
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "workspace" {
  name      = "workspace"
  subnet_id = azurerm_subnet.clients.id
  private_service_connection {
    name                           = "workspace"
    private_connection_resource_id = azapi_resource.workspace.id
    subresource_names              = ["amlworkspace"]
    is_manual_connection           = false
  }
}
