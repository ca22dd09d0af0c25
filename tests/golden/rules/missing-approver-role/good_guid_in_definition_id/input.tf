resource "azurerm_storage_account" "lake" {
  name = "lake"
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
      }
    }
  }
}

resource "azapi_resource" "lake" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "lake"
  parent_id = azapi_resource.workspace.id
  locks     = [azapi_resource.workspace.id]
  body = {
    properties = {
      type = "PrivateEndpoint"
      destination = {
        serviceResourceId = azurerm_storage_account.lake.id
        subresourceTarget = "blob"
      }
    }
  }
}

resource "azurerm_role_assignment" "approver" {
  scope              = azurerm_storage_account.lake.id
  role_definition_id = "/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/roleDefinitions/b556d68e-0be0-4f35-a333-ad7ee1ce17ea"
  principal_id       = azapi_resource.workspace.identity[0].principal_id
}
