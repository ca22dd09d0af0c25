resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}

module "rule" {
  source       = "./rule"
  for_each     = { pypi = "pypi.org", quay = "quay.io" }
  host         = each.value
  workspace_id = azapi_resource.workspace.id
}
