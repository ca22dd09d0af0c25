resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name      = "ml-prod"
  parent_id = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-ml"
  location  = "westeurope"
  identity {
    type = "SystemAssigned"
  }
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}

resource "azapi_resource" "approver" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-data/providers/Microsoft.Storage/storageAccounts/stlake"
  name      = uuidv5("url", "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-data/providers/Microsoft.Storage/storageAccounts/stlake/approver")
  body = {
    properties = {
      principalId      = azapi_resource.workspace.identity[0].principal_id
      roleDefinitionId = "/providers/Microsoft.Authorization/roleDefinitions/b556d68e-0be0-4f35-a333-ad7ee1ce17ea"
    }
  }
}

resource "azapi_resource" "lake" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "lake"
  parent_id = azapi_resource.workspace.id
  body = {
    properties = {
      type     = "PrivateEndpoint"
      category = "UserDefined"
      destination = {
        serviceResourceId = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-data/providers/Microsoft.Storage/storageAccounts/stlake"
        subresourceTarget = "blob"
      }
    }
  }
}
