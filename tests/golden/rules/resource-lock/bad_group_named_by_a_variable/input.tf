variable "group" {}

resource "azurerm_resource_group" "rg" {
  name     = var.group
  location = "westeurope"
}

resource "azurerm_machine_learning_workspace" "research" {
  name                    = "research"
  location                = "westeurope"
  resource_group_name     = var.group
  application_insights_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Insights/components/ml"
  key_vault_id            = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.KeyVault/vaults/mlkv"
  storage_account_id      = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Storage/storageAccounts/mlst"

  identity {
    type = "SystemAssigned"
  }

  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_management_lock" "keep" {
  name       = "keep"
  scope      = azurerm_resource_group.rg.id
  lock_level = "CanNotDelete"
}
