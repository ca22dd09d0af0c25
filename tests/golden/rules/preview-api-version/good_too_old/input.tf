resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2024-07-01-preview"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        firewallSku   = "Basic"
      }
    }
  }
}
