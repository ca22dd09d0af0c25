resource "azurerm_databricks_workspace" "dbx" {
  name = "dbx"
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  identity {
    type = "SystemAssigned"
  }
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          dbx = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azurerm_databricks_workspace.dbx.id
              subresourceTarget = "databricks_ui_api"
            }
          }
        }
      }
    }
  }
}

resource "azurerm_role_assignment" "approver" {
  scope                = azurerm_databricks_workspace.dbx.id
  role_definition_name = "Azure AI Enterprise Network Connection Approver"
  principal_id         = azapi_resource.workspace.identity[0].principal_id
}
