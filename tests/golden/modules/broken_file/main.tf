resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "research"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork = {
        isolationMode = var.mode
        outboundRules = {
          pypi = {
            type        = "FQDN"
            destination = "pypi.org:8080"
          }
        }
      }
    }
  }
}
