resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      provisionNetworkNow = true
    }
  }
}

resource "azapi_update_resource" "network" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  resource_id = azapi_resource.workspace.id
  body = {
    properties = {
      managedNetwork = { isolationMode = "AllowInternetOutbound" }
    }
  }
}
