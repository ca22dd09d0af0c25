resource "azapi_resource" "hub" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "hub"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  body = {
    kind = "Hub"
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork      = { isolationMode = "AllowInternetOutbound" }
    }
  }
}

output "id" {
  value = azapi_resource.hub.output.id
}
