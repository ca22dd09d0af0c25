resource "azurerm_storage_account" "lake" {
  name                      = "lake"
  shared_access_key_enabled = false
}

resource "azurerm_machine_learning_workspace" "this" {
  name                        = "research"
  storage_account_id          = azurerm_storage_account.lake.id
  storage_account_access_type = "AccessKey"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
