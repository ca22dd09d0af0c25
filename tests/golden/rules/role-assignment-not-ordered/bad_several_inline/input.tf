resource "azurerm_storage_account" "lake" {
  name = "lake"
}

resource "azurerm_user_assigned_identity" "ml" {
  name = "ml"
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.ml.id]
  }
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          blob = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azurerm_storage_account.lake.id
              subresourceTarget = "blob"
            }
          }
          dfs = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azurerm_storage_account.lake.id
              subresourceTarget = "dfs"
            }
          }
        }
      }
    }
  }
}

resource "azurerm_role_assignment" "approver" {
  scope                = azurerm_storage_account.lake.id
  role_definition_name = "Azure AI Enterprise Network Connection Approver"
  principal_id         = azurerm_user_assigned_identity.ml.principal_id
}
