variable "workspace" { type = string }

variable "target" { type = string }

resource "azapi_resource" "lake" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-06-01"
  name      = "lake"
  parent_id = var.workspace
  locks     = [var.workspace]
  body = {
    properties = {
      type = "PrivateEndpoint"
      destination = {
        serviceResourceId = var.target
        subresourceTarget = "blob"
      }
    }
  }
}
