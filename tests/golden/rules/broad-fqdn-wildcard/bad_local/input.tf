locals {
  hosts = { all = "*.azurewebsites.net" }
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = { for name, host in local.hosts : name => { type = "FQDN", destination = host } }
      }
    }
  }
}
