resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2022-10-01"
  name = "research"
  body = {
    properties = {
      v1LegacyMode = false
    }
  }
}
