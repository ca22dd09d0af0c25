variable "workspace_id" {
  type = string
}

resource "azapi_resource" "one" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "one"
  parent_id = var.workspace_id
  body = {
    properties = {
      type        = "FQDN"
      destination = "pypi.org"
    }
  }
}

resource "azapi_resource" "two" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "two"
  parent_id = var.workspace_id
  body = {
    properties = {
      type        = "FQDN"
      destination = "quay.io"
    }
  }
}
