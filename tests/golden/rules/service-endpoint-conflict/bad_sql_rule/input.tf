resource "azurerm_mssql_server" "sql" {
  name = "sql"
}

resource "azurerm_mssql_virtual_network_rule" "clients" {
  name      = "clients"
  server_id = azurerm_mssql_server.sql.id
  subnet_id = azurerm_subnet.clients.id
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          sql = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azurerm_mssql_server.sql.id
              subresourceTarget = "sqlServer"
            }
          }
        }
      }
    }
  }
}
