resource "azurerm_machine_learning_workspace" "research" {
  name                        = "research"
  resource_group_name         = azurerm_resource_group.ml.name
  location                    = "westeurope"
  storage_account_id          = azurerm_storage_account.default.id
  storage_account_access_type = "Identity"
}

resource "azurerm_storage_account" "default" {
  name                      = "default"
  resource_group_name       = azurerm_resource_group.ml.name
  location                  = "westeurope"
  account_tier              = "Standard"
  account_replication_type  = "LRS"
  shared_access_key_enabled = false
}
