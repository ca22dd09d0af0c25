variable "host" {
  type = string
}

variable "workspace_id" {
  type = string
}

resource "azapi_resource" "rule" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "rule"
  parent_id = var.workspace_id
  body = {
    properties = {
      type        = "FQDN"
      destination = var.host
    }
  }
}
