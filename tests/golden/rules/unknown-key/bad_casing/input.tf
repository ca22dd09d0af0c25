resource "azapi_resource" "workspace" {
  type                      = "Microsoft.MachineLearningServices/workspaces@2025-07-01-preview"
  name                      = "research"
  parent_id                 = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  schema_validation_enabled = false
  body = {
    properties = {
      allowRoleAssignmentOnRg = true
      managedNetwork = {
        isolationmode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
