resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-07-01-preview"
  name = "research"
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      ipAllowlist         = ["203.0.113.7"]
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
