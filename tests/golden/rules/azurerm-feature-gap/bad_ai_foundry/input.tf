resource "azurerm_ai_foundry" "hub" {
  name = "hub"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "pypi" {
  name             = "pypi"
  workspace_id     = azurerm_ai_foundry.hub.id
  destination_fqdn = "pypi.org"
}
