resource "azurerm_container_registry" "data" {
  name = "data"
}

resource "azurerm_machine_learning_workspace" "workspace" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "data" {
  name             = "data"
  workspace_id     = azurerm_machine_learning_workspace.workspace.id
  destination_fqdn = azurerm_container_registry.data.login_server
}
