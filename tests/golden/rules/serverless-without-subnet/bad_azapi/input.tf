resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      serverlessComputeSettings = { serverlessComputeNoPublicIP = true }
      managedNetwork = { isolationMode = "AllowInternetOutbound" }
    }
  }
}
