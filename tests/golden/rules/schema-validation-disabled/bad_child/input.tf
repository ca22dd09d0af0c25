resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}

resource "azapi_resource" "rule" {
  type                      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name                      = "rule"
  parent_id                 = azapi_resource.workspace.id
  locks                     = [azapi_resource.workspace.id]
  schema_validation_enabled = false
  body = {
    properties = {
      type        = "FQDN"
      destination = "pypi.org"
    }
  }
}
