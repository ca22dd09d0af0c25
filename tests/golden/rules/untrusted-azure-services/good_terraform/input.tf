resource "azurerm_key_vault" "kv" {
  name = "kv"
  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}

resource "azurerm_machine_learning_workspace" "this" {
  name         = "research"
  key_vault_id = azurerm_key_vault.kv.id
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
