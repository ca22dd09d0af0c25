resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          pypi = { type = "FQDN", destination = local.host }
        }
      }
    }
  }
}

locals {
  host = <<-EOT
    pypi.org
  EOT
}
