variable "sub" {
  type    = string
  default = "sqlServer"
}

resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_mssql_server" "sql" {
  name = "sql"
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "sql" {
  name                = "sql"
  workspace_id        = azurerm_machine_learning_workspace.this.id
  service_resource_id = azurerm_mssql_server.sql.id
  sub_resource_target = var.sub
}
