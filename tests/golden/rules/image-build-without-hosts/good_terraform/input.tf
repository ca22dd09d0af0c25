resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      imageBuildCompute = "builders"
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          conda = { type = "FQDN", destination = "*.anaconda.com" }
        }
      }
    }
  }
}
