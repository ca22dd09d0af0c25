resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          a-name-of-more-than-thirty-three-characters = { type = "FQDN", destination = "pypi.org" }
        }
      }
    }
  }
}

resource "azapi_resource" "rule" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "another-name-of-more-than-thirty-three-characters"
  parent_id = azapi_resource.workspace.id
  body      = { properties = { type = "FQDN", destination = "anaconda.com" } }
}
