variable "mode" {
  default = "AllowInternetOutbound" # mvnetgen: ignore[invalid-isolation-mode] x
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "mlw-research"
  parent_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg"
  location  = "westeurope"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = var.mode
      }
    }
  }
}
