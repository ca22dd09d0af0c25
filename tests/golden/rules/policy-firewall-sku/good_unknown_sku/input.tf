variable "sku" {
  type = string
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        firewallSku   = var.sku
        outboundRules = {
          pypi = {
            type        = "FQDN"
            destination = "pypi.org"
          }
        }
      }
    }
  }
}
