resource "azurerm_key_vault" "kv" {
  name = "kv"
}

resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "kv" {
  name                = "kv"
  workspace_id        = azurerm_machine_learning_workspace.this.id
  service_resource_id = azurerm_key_vault.kv.id
  sub_resource_target = "vault"
  spark_enabled       = true
}
