resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-07-01-preview"
  name = "research"
  body = {
    properties = {
      networkAcls = {
        defaultAction = "Deny"
        ipRules       = [{ value = "10.0.0.0/8" }]
      }
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
