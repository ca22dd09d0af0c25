variable "timeouts" {
  type = list(string)
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  dynamic "timeouts" {
    for_each = var.timeouts
    content {
      create = timeouts.value
    }
  }
  body = {
    properties = {
      provisionNetworkNow = true
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
