variable "one" {
  type = string
}

variable "two" {
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
          (var.one) = {
            type        = "FQDN"
            destination = "pypi.org"
          }
          (var.two) = {
            type        = "FQDN"
            destination = "quay.io"
          }
        }
      }
    }
  }
}
