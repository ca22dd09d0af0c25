resource "azurerm_resource_group" "ml" {
  name     = "ml"
  location = "westeurope"
}

resource "azurerm_resource_group" "other" {
  name     = "other"
  location = "westeurope"
}

resource "azurerm_storage_account" "mlst" {
  name                     = "mlst"
  resource_group_name      = azurerm_resource_group.ml.name
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_storage_account" "lake" {
  name                     = "lake"
  resource_group_name      = azurerm_resource_group.other.name
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_machine_learning_workspace" "research" {
  name                    = "research"
  location                = "westeurope"
  resource_group_name     = azurerm_resource_group.ml.name
  application_insights_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Insights/components/ml"
  key_vault_id            = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.KeyVault/vaults/mlkv"
  storage_account_id      = azurerm_storage_account.mlst.id

  identity {
    type = "SystemAssigned"
  }

  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_management_lock" "keep" {
  name       = "keep"
  scope      = azurerm_storage_account.lake.id
  lock_level = "CanNotDelete"
}
