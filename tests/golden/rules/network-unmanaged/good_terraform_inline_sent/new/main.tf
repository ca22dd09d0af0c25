provider "azapi" {
  ignore_no_op_changes = false
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name      = "ml-prod"
  parent_id = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-ml"
  location  = "westeurope"
  identity {
    type = "SystemAssigned"
  }
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          pypi = { type = "FQDN", category = "UserDefined", destination = "pypi.org" }
        }
      }
    }
  }
}
