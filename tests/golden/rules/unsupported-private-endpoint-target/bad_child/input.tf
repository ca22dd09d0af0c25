resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}

resource "azapi_resource" "aks" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "aks"
  parent_id = azapi_resource.workspace.id
  locks     = [azapi_resource.workspace.id]
  body = {
    properties = {
      type = "PrivateEndpoint"
      destination = {
        serviceResourceId = azurerm_kubernetes_cluster.aks.id
        subresourceTarget = "management"
      }
    }
  }
}
