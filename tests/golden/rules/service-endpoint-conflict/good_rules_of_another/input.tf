resource "azurerm_storage_account" "lake" {
  name = "lake"
}

resource "azurerm_storage_account" "other" {
  name = "other"
}

resource "azurerm_storage_account_network_rules" "other" {
  storage_account_id         = azurerm_storage_account.other.id
  default_action             = "Deny"
  virtual_network_subnet_ids = [azurerm_subnet.clients.id]
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
              serviceResourceId = azurerm_storage_account.lake.id
              subresourceTarget = "blob"
            }
          }
        }
      }
    }
  }
}
