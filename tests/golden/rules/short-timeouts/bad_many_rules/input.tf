resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = { for number in range(20) : "host-${number}" => { type = "FQDN", destination = "host-${number}.example.com" } }
      }
    }
  }
}
