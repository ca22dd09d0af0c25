variable "addresses" {
  type = list(string)
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-07-01-preview"
  name = "research"
  body = {
    properties = {
      ipAllowlist = var.addresses
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
