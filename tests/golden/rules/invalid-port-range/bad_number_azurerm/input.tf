resource "azurerm_machine_learning_workspace_network_outbound_rule_service_tag" "rule" {
  name         = "rule"
  workspace_id = azurerm_machine_learning_workspace.this.id
  service_tag  = "DataFactory"
  protocol     = "TCP"
  port_ranges  = 1234567
}

resource "azurerm_machine_learning_workspace" "this" {
  name = "research"

  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
