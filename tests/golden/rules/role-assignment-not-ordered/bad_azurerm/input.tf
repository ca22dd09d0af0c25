resource "azurerm_key_vault" "kv" {
  name = "kv"
}

resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  identity {
    type = "SystemAssigned"
  }
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_role_assignment" "approver" {
  scope                = azurerm_key_vault.kv.id
  role_definition_name = "Azure AI Enterprise Network Connection Approver"
  principal_id         = azurerm_machine_learning_workspace.this.identity[0].principal_id
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "kv" {
  name                = "kv"
  workspace_id        = azurerm_machine_learning_workspace.this.id
  service_resource_id = azurerm_key_vault.kv.id
  sub_resource_target = "vault"
}
