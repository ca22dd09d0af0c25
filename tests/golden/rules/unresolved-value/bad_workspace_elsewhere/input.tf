variable "workspace_id" {
  type = string
}

resource "azapi_resource" "pypi" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "pypi"
  parent_id = var.workspace_id
  locks     = [var.workspace_id]
  body = {
    properties = {
      type        = "FQDN"
      destination = "pypi.org"
    }
  }
}

resource "azapi_resource" "files" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "files"
  parent_id = var.workspace_id
  locks     = [var.workspace_id]
  body = {
    properties = {
      type        = "FQDN"
      destination = "*.pythonhosted.org"
    }
  }
}
