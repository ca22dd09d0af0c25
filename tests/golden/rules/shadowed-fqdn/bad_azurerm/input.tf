resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "all" {
  name             = "all"
  workspace_id     = azurerm_machine_learning_workspace.this.id
  destination_fqdn = "*.anaconda.com"
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "repo" {
  name             = "repo"
  workspace_id     = azurerm_machine_learning_workspace.this.id
  destination_fqdn = "repo.anaconda.com"
}
