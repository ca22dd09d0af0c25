resource "azurerm_resource_group" "ml" {
  name     = "ml"
  location = "westeurope"
}

resource "azurerm_user_assigned_identity" "workspace" {
  name                = "workspace"
  resource_group_name = azurerm_resource_group.ml.name
  location            = azurerm_resource_group.ml.location
}

module "data" {
  source              = "./data"
  resource_group_name = azurerm_resource_group.ml.name
  location            = azurerm_resource_group.ml.location
  principal_id        = azurerm_user_assigned_identity.workspace.principal_id
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "research"
  parent_id = azurerm_resource_group.ml.id
  location  = azurerm_resource_group.ml.location

  body = {
    identity = {
      type                   = "UserAssigned"
      userAssignedIdentities = { "${azurerm_user_assigned_identity.workspace.id}" = {} }
    }
    properties = {
      primaryUserAssignedIdentity = azurerm_user_assigned_identity.workspace.id
      storageAccount              = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Storage/storageAccounts/research"
      keyVault                    = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.KeyVault/vaults/research"
      containerRegistry           = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.ContainerRegistry/registries/research"
      imageBuildCompute           = "builder"
      publicNetworkAccess         = "Disabled"
      provisionNetworkNow         = true
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          lake = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = module.data.lake_id
              subresourceTarget = "blob"
            }
          }
        }
      }
    }
  }

  timeouts {
    create = "90m"
  }

  depends_on = [module.data]
}

resource "azurerm_private_endpoint" "workspace" {
  name                = "workspace"
  resource_group_name = azurerm_resource_group.ml.name
  location            = azurerm_resource_group.ml.location
  subnet_id           = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Network/virtualNetworks/clients/subnets/endpoints"

  private_service_connection {
    name                           = "workspace"
    private_connection_resource_id = azapi_resource.workspace.id
    subresource_names              = ["amlworkspace"]
    is_manual_connection           = false
  }
}
