resource "azurerm_storage_account" "lake" {
  name = "lake"
}

resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode                = "AllowOnlyApprovedOutbound"
    provision_on_creation_enabled = true
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "lake" {
  name                = "lake"
  workspace_id        = azurerm_machine_learning_workspace.this.id
  service_resource_id = azurerm_storage_account.lake.id
  sub_resource_target = "blob"
  spark_enabled       = true
}
