resource "azurerm_data_factory" "etl" {
  name = "etl"
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
          etl = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azurerm_data_factory.etl.id
              subresourceTarget = "dataFactory"
            }
          }
        }
      }
    }
  }
}

resource "azurerm_role_assignment" "approver" {
  scope                = azurerm_data_factory.etl.id
  role_definition_name = "Contributor"
  principal_id         = azapi_resource.workspace.identity[0].principal_id
}
