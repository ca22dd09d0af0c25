resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowInternetOutbound"
        outboundRules = {
          lake = { type = "FQDN", destination = { serviceResourceId = "lake" } }
          pypi = { type = "Fqdn", destination = "pypi.org" }
        }
      }
    }
  }
}
