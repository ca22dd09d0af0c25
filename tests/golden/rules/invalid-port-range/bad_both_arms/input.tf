variable "open" {
  type = bool
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          rule = {
            type = "ServiceTag"
            destination = {
              serviceTag = "DataFactory"
              protocol   = "TCP"
              portRanges = var.open ? "80:90" : "443;80"
            }
          }
        }
      }
    }
  }
}
