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

resource "azapi_resource" "one" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "one"
  parent_id = azapi_resource.workspace.id
  body = {
    properties = {
      type        = "FQDN"
      destination = "pypi.org"
    }
  }
}

resource "azapi_resource" "two" {
  count     = 0
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "two"
  parent_id = azapi_resource.workspace.id
  body = {
    properties = {
      type        = "FQDN"
      destination = "quay.io"
    }
  }
}
