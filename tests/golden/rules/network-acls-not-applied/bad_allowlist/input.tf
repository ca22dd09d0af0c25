resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-07-01-preview"
  name = "research"
  body = {
    properties = {
      ipAllowlist = ["2001:db8::1"]
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
