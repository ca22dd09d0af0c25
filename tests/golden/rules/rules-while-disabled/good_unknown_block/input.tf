variable "networks" {
  type = list(string)
}

resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  dynamic "managed_network" {
    for_each = var.networks
    content {
      isolation_mode = managed_network.value
    }
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "pypi" {
  name             = "pypi"
  workspace_id     = azurerm_machine_learning_workspace.this.id
  destination_fqdn = "pypi.org"
}
