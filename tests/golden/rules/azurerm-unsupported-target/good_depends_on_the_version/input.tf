resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_cognitive_account" "ai" {
  name = "ai"
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "ai" {
  name                = "ai"
  workspace_id        = azurerm_machine_learning_workspace.this.id
  service_resource_id = azurerm_cognitive_account.ai.id
  sub_resource_target = "account"
}
