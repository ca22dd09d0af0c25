resource "azapi_resource" "project" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "project"
  body = {
    kind       = "Project"
    properties = { description = "Research" }
  }
}

resource "azapi_resource" "pypi" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "pypi"
  parent_id = azapi_resource.project.id
  locks     = [azapi_resource.project.id]
  body = {
    properties = {
      type        = "FQDN"
      destination = "pypi.org"
    }
  }
}
