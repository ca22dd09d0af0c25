resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = { isolationMode = "AllowOnlyApprovedOutbound" }
    }
  }
}

resource "azapi_resource" "pypi" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "pypi"
  parent_id = azapi_resource.workspace.id
  body      = { properties = { type = "FQDN", destination = "pypi.org" } }
}

resource "azapi_resource" "conda" {
  type      = "Microsoft.MachineLearningServices/workspaces/managedNetworks/outboundRules@2025-10-01-preview"
  name      = "conda"
  parent_id = "${azapi_resource.workspace.id}/managedNetworks/default"
  body      = { properties = { type = "FQDN", destination = "anaconda.com" } }
}
