resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          lake = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ml/providers/Microsoft.Storage/storageAccounts/lake"
              subresourceTarget = "dfs"
            }
          }
        }
      }
    }
  }
}
