resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        status = {
          status     = "Active"
          sparkReady = true
        }
        outboundRules = {
          pypi = {
            status      = "Active"
            type        = "FQDN"
            destination = "pypi.org"
          }
        }
      }
    }
  }
}
