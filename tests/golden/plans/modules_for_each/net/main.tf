variable "workspace_id" {
  type = string
}

resource "azapi_resource" "pypi" {
  count     = 1
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  parent_id = var.workspace_id
  name      = "pypi"
  locks     = [var.workspace_id]
  body = {
    properties = { type = "FQDN", category = "UserDefined", destination = "pypi.org" }
  }
}
