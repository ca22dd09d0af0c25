resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "mlw-research"
  parent_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg"
  location  = "westeurope"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          storage = {
            type = "ServiceTag"
            destination = {
              serviceTag = "Storage.WestEurope"
              protocol   = "TCP"
              portRanges = "443"
            }
          }
        }
      }
    }
  }
}
