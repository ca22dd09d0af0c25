data "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
}

resource "azapi_resource" "pypi" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "pypi"
  parent_id = data.azapi_resource.workspace.id
  locks     = [data.azapi_resource.workspace.id]
  body = {
    properties = {
      type        = "FQDN"
      destination = "pypi.org"
    }
  }
}
