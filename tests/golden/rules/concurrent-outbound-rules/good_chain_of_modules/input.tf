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

module "one" {
  source       = "./rule"
  host         = "pypi.org"
  workspace_id = azapi_resource.workspace.id
}

module "two" {
  source       = "./rule"
  host         = "quay.io"
  workspace_id = azapi_resource.workspace.id
  depends_on   = [module.one]
}
