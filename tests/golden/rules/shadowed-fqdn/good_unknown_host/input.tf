variable "host" {
  type = string
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          all = {
            type        = "FQDN"
            destination = "*.anaconda.com"
          }
          repo = {
            type        = "FQDN"
            destination = var.host
          }
        }
      }
    }
  }
}
