resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-10-01-preview"
  name = "research"
  body = {
    properties = {
      publicNetworkAccess = "Enabled"
      ipAllowlist         = ["20.1.1.1"]
      managedNetwork      = { isolationMode = "AllowInternetOutbound" }
    }
  }
}

resource "azapi_resource" "self" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "self"
  parent_id = azapi_resource.workspace.id
  body = {
    properties = {
      type        = "PrivateEndpoint"
      destination = { serviceResourceId = azapi_resource.workspace.id, subresourceTarget = "amlworkspace", sparkEnabled = false }
    }
  }
}
