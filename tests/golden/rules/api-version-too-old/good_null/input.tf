resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2024-04-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        firewallSku   = null
      }
    }
  }
}
