resource "azapi_resource" "project" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "project"
  body = {
    kind = "Project"
    properties = {
      hubResourceId  = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/ml/providers/Microsoft.MachineLearningServices/workspaces/hub"
      managedNetwork = { status = { status = "Active" } }
    }
  }
}
