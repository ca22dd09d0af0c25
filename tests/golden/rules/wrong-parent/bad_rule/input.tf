resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = { isolationMode = "AllowOnlyApprovedOutbound" }
    }
  }
}

resource "azurerm_resource_group" "ml" {
  name     = "ml"
  location = "westeurope"
}

resource "azapi_resource" "pypi" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "pypi"
  parent_id = azurerm_resource_group.ml.id
  body      = { properties = { type = "FQDN", destination = "pypi.org" } }
}
