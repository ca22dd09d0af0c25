resource "azurerm_storage_account" "lake" {
  name           = "lake"
  is_hns_enabled = true
}

output "id" {
  value = azurerm_storage_account.lake.id
}
