variable "target" {
  type = string
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          target = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = var.target
              subresourceTarget = "blobs"
            }
          }
        }
      }
    }
  }
}
