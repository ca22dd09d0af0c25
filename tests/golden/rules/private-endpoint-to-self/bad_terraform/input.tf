resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name      = "research"
  parent_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ml"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          self = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ml/providers/Microsoft.MachineLearningServices/workspaces/research"
              subresourceTarget = "amlworkspace"
            }
          }
        }
      }
    }
  }
}
