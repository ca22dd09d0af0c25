resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "one" {
  name             = "one"
  workspace_id     = azurerm_machine_learning_workspace.this.id
  destination_fqdn = "pypi.org"
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "two" {
  name             = "two"
  workspace_id     = azurerm_machine_learning_workspace.this.id
  destination_fqdn = "quay.io"
}
