resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowInternetOutbound"
      }
    }
  }
}

module "rules" {
  source       = "./rules"
  workspace_id = azapi_resource.workspace.id
}
