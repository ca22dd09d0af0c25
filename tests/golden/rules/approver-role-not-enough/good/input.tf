resource "azurerm_resource_group" "ml" {
  name     = "ml"
  location = "westeurope"
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2024-10-01"
  name      = "research"
  parent_id = azurerm_resource_group.ml.id
  location  = "westeurope"

  identity {
    type = "SystemAssigned"
  }

  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}

resource "azurerm_data_factory" "etl" {
  name                = "etl"
  resource_group_name = azurerm_resource_group.ml.name
  location            = "westeurope"
}

resource "azapi_resource" "etl" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2024-10-01"
  name      = "etl"
  parent_id = azapi_resource.workspace.id
  locks     = [azapi_resource.workspace.id]
  body = {
    properties = {
      type = "PrivateEndpoint"
      destination = {
        serviceResourceId = azurerm_data_factory.etl.id
        subresourceTarget = "dataFactory"
        sparkEnabled      = false
      }
    }
  }
}

resource "azurerm_role_assignment" "approver" {
  scope              = azurerm_data_factory.etl.id
  role_definition_id = azurerm_role_definition.approver.role_definition_resource_id
  principal_id       = azapi_resource.workspace.identity[0].principal_id
}
