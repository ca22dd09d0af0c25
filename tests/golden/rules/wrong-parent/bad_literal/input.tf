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
  parent_id = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/ml/providers/Microsoft.Storage/storageAccounts/lake"
  body      = { properties = { type = "FQDN", destination = "pypi.org" } }
}
