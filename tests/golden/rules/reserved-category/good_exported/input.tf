resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          __SYS_ST_AzureActiveDirectory_TCP = {
            category = "Required"
            type     = "ServiceTag"
            destination = {
              serviceTag = "AzureActiveDirectory"
              protocol   = "TCP"
              portRanges = "80, 443"
            }
          }
        }
      }
    }
  }
}
