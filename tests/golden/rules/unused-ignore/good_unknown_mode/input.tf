# mvnetgen: ignore[unresolved-value] given by the pipeline
variable "mode" {
  type = string
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = var.mode
      }
    }
  }
}
