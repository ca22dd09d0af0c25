variable "location" {
  type = string
}

resource "azapi_resource" "workspace" {
  type     = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name     = "research"
  location = var.location
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          rule = {
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
