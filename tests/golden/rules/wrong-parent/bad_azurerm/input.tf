resource "azurerm_storage_account" "lake" {
  name = "lake"
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "pypi" {
  name             = "pypi"
  workspace_id     = azurerm_storage_account.lake.id
  destination_fqdn = "pypi.org"
}
