variable "prefixes" {}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          db = { type = "ServiceTag", destination = { protocol = "TCP", portRanges = "1433", addressPrefixes = var.prefixes } }
        }
      }
    }
  }
}
