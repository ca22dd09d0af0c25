resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = { isolationMode = "AllowInternetOutbound" }
    }
  }
}

resource "azapi_resource" "endpoint" {
  type      = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01"
  name      = "scores"
  parent_id = azapi_resource.workspace.id
  body      = { kind = "Managed", properties = { authMode = "Key" } }
}
