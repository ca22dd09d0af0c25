resource "azapi_resource" "workspace" {
  type                      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name                      = "research"
  schema_validation_enabled = true
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
