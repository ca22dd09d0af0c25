variable "mirror" {
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
          host = {
            type        = "FQDN"
            destination = var.mirror ? "https://mirror.example.com" : "pypi.org"
          }
        }
      }
    }
  }
}
