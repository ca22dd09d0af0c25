resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-07-01-preview"
  name = "research"
  body = {
    properties = {
      enableSimplifiedCmk = true
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
