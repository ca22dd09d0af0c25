resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    kind = "Hub"
    properties = {
      publicNetworkAccess = "Enabled"
      managedNetwork = { isolationMode = "AllowInternetOutbound" }
    }
  }
}

resource "azapi_resource" "notebooks" {
  type      = "Microsoft.MachineLearningServices/workspaces/computes@2025-12-01"
  name      = "notebooks"
  parent_id = azapi_resource.workspace.id
  body      = { properties = { computeType = "ComputeInstance", properties = { enableNodePublicIp = false } } }
}
