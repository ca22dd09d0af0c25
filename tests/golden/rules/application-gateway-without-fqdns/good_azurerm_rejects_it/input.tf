resource "azurerm_application_gateway" "gw" {
  name = "gw"
}

resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "gw" {
  name                = "gw"
  workspace_id        = azurerm_machine_learning_workspace.this.id
  service_resource_id = azurerm_application_gateway.gw.id
  sub_resource_target = "frontend"
}
