resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2024-10-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          rule = {
            type = "ServiceTag"
            destination = {
              serviceTag      = ""
              protocol        = "TCP"
              portRanges      = "443"
              addressPrefixes = ["203.0.113.0/24"]
            }
          }
        }
      }
    }
  }
}
