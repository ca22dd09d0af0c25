resource "azapi_resource" "hub" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "hub"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  body = {
    kind = "hub"
    properties = {
      publicNetworkAccess = "disabled"
      containerRegistry   = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.ContainerRegistry/registries/research"
      managedNetwork = {
        isolationMode = "AllowInternetOutBound"
      }
    }
  }
}

resource "azapi_resource" "project" {
  for_each  = toset(["vision", "speech"])
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = each.key
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  body = {
    kind       = "Project"
    properties = { hubResourceId = azapi_resource.hub.id }
  }
}

resource "azapi_resource" "isolated_project" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "text"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  body = {
    kind = "Project"
    properties = {
      hubResourceId  = azapi_resource.hub.id
      managedNetwork = { isolationMode = "AllowOnlyApprovedOutbound" }
    }
  }
}
