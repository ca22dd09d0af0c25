variable "suffix" { type = string }

resource "azurerm_storage_account" "lake" {
  name                     = "lake${var.suffix}"
  resource_group_name      = "data"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "research"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          "${azurerm_storage_account.lake.name}-table" = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azurerm_storage_account.lake.id
              subresourceTarget = "table"
            }
          }
        }
      }
    }
  }
}
