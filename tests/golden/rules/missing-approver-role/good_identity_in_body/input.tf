resource "azurerm_resource_group" "ml" {
  name     = "ml"
  location = "westeurope"
}

resource "azurerm_user_assigned_identity" "workspace" {
  name                = "workspace"
  resource_group_name = azurerm_resource_group.ml.name
  location            = "westeurope"
}

resource "azurerm_user_assigned_identity" "jobs" {
  name                = "jobs"
  resource_group_name = azurerm_resource_group.ml.name
  location            = "westeurope"
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "research"
  parent_id = azurerm_resource_group.ml.id
  location  = "westeurope"
  body = {
    identity = {
      type = "UserAssigned"
      userAssignedIdentities = {
        "${azurerm_user_assigned_identity.workspace.id}" = {}
      }
    }
    properties = {
      primaryUserAssignedIdentity = azurerm_user_assigned_identity.workspace.id
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          lake = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azurerm_storage_account.lake.id
              subresourceTarget = "blob"
            }
          }
        }
      }
    }
  }
}

resource "azurerm_storage_account" "lake" {
  name                     = "lake"
  resource_group_name      = azurerm_resource_group.ml.name
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_role_assignment" "approver" {
  scope                = azurerm_storage_account.lake.id
  role_definition_name = "Azure AI Enterprise Network Connection Approver"
  principal_id         = azurerm_user_assigned_identity.workspace.principal_id
}
