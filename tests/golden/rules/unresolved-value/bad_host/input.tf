data "external" "host" {
  program = ["host"]
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
            destination = data.external.host.result.host
          }
        }
      }
    }
  }
}
