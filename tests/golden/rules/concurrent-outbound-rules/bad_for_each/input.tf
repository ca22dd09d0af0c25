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
  for_each  = { pypi = "pypi.org", quay = "quay.io" }
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "rule-${each.key}"
  parent_id = azapi_resource.workspace.id
  body = {
    properties = {
      type        = "FQDN"
      destination = each.value
    }
  }
}
