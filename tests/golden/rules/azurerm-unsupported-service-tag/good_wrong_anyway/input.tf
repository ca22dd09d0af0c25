resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_service_tag" "rule" {
  name         = "rule"
  workspace_id = azurerm_machine_learning_workspace.this.id
  service_tag  = "DataFactoryManagement.WestEurope"
  protocol     = "TCP"
  port_ranges  = "443"
}
