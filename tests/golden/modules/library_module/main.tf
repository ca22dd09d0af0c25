variable "workspace_id" { type = string }

variable "target_id" { type = string }

resource "azapi_resource" "rule" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-06-01"
  name      = "lake"
  parent_id = var.workspace_id
  locks     = [var.workspace_id]
  body = {
    properties = {
      type = "PrivateEndpoint"
      destination = {
        serviceResourceId = var.target_id
        subresourceTarget = "blob"
      }
    }
  }
}
