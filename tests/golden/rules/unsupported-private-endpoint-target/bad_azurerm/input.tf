resource "azurerm_servicebus_namespace" "bus" {
  name = "bus"
}

resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "bus" {
  name                = "bus"
  workspace_id        = azurerm_machine_learning_workspace.this.id
  service_resource_id = azurerm_servicebus_namespace.bus.id
  sub_resource_target = "namespace"
}
