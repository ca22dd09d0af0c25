variable "sub" {
  type = string
}

resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_search_service" "search" {
  name = "search"
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "search" {
  name                = "search"
  workspace_id        = azurerm_machine_learning_workspace.this.id
  service_resource_id = azurerm_search_service.search.id
  sub_resource_target = var.sub
}
