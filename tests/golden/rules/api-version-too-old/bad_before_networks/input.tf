resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2022-12-01-preview"
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
