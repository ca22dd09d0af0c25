resource "azurerm_machine_learning_workspace" "research" {
  name                    = "research"
  resource_group_name     = "ml"
  location                = "westeurope"
  application_insights_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Insights/components/research"
  key_vault_id            = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.KeyVault/vaults/research"
  storage_account_id      = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Storage/storageAccounts/research"

  identity {
    type = "SystemAssigned"
  }
}

resource "azapi_update_resource" "network" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  resource_id = azurerm_machine_learning_workspace.research.id
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          pypi = {
            type        = "FQDN"
            destination = "pypi.org"
          }
        }
      }
    }
  }
}
