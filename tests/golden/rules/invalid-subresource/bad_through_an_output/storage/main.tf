resource "azurerm_storage_account" "lake" {
  name = "lake"
}

output "id" {
  value = azurerm_storage_account.lake.id
}
