data "azurerm_resource_group" "ml" {
  name = "ml"
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "research"
  parent_id = data.azurerm_resource_group.ml.id
  body = {
    properties = {
      containerRegistry = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.ContainerRegistry/registries/research"
    }
  }
}

resource "azapi_update_resource" "network" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = azapi_resource.workspace.output.name
  parent_id = data.azurerm_resource_group.ml.id
  body = {
    properties = {
      publicNetworkAccess = "Enabled"
      managedNetwork = {
        isolationMode = "AllowInternetOutbound"
        outboundRules = {
          pypi = {
            type        = "FQDN"
            destination = "pypi.org"
          }
        }
      }
    }
  }
}

resource "azapi_resource_action" "provision" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  resource_id = azapi_resource.workspace.id
  action      = "provisionManagedNetwork"
  depends_on  = [azapi_update_resource.network]

  timeouts {
    create = "90m"
  }
}
