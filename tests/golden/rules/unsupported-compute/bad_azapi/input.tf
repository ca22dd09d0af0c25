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
  type      = "Microsoft.MachineLearningServices/workspaces/computes@2025-12-01"
  name      = "aks"
  parent_id = azapi_resource.workspace.id
  body = {
    properties = {
      computeType = "Kubernetes"
    }
  }
}
