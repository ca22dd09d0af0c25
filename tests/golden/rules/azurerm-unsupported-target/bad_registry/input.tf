resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_container_registry" "acr" {
  name = "acr"
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "acr" {
  name                = "acr"
  workspace_id        = azurerm_machine_learning_workspace.this.id
  service_resource_id = azurerm_container_registry.acr.id
  sub_resource_target = "registry"
}
