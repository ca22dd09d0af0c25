resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "one" {
  name             = "one"
  workspace_id     = ""
  destination_fqdn = "pypi.org"
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "two" {
  name             = "two"
  workspace_id     = ""
  destination_fqdn = "*.pythonhosted.org"
}
