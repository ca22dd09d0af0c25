resource "azurerm_storage_account" "lake" {
  name           = "lake"
  is_hns_enabled = true
}

resource "azurerm_machine_learning_workspace" "this" {
  name               = "research"
  storage_account_id = azurerm_storage_account.lake.id
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
