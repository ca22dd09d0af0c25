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
