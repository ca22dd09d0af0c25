resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "hosts" {
  for_each         = toset(["*.anaconda.com"])
  name             = replace(replace(each.key, "*", "wildcard"), ".", "-")
  workspace_id     = azurerm_machine_learning_workspace.this.id
  destination_fqdn = each.key
}
