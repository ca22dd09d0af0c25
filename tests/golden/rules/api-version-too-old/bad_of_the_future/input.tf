resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2099-01-01"
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
