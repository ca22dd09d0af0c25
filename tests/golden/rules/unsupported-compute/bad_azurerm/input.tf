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

resource "azurerm_machine_learning_inference_cluster" "aks" {
  name                          = "aks"
  location                      = "westeurope"
  kubernetes_cluster_id         = azurerm_kubernetes_cluster.aks.id
  machine_learning_workspace_id = azapi_resource.workspace.id
}
