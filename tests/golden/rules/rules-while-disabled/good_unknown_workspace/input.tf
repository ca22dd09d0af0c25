variable "workspace_id" {
  type = string
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "pypi" {
  name             = "pypi"
  workspace_id     = var.workspace_id
  destination_fqdn = "pypi.org"
}
