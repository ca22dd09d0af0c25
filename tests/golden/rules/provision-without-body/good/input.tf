resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = { isolationMode = "AllowInternetOutbound" }
    }
  }
}

resource "azapi_resource_action" "provision" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  resource_id = azapi_resource.workspace.id
  action      = "provisionManagedNetwork"
  body        = { includeSpark = false }
}
