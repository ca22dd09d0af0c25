locals {
  packages = ["pypi.org", "*.pythonhosted.org"]
  rules = merge(
    { for host in local.packages : host => { type = "FQDN", destination = host } },
    {
      monitor = {
        type        = "ServiceTag"
        destination = { serviceTag = "AzureMonitr", protocol = "tcp", portRanges = "443" }
      }
    },
  )
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "research"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork      = { isolationMode = "AllowOnlyApprovedOutbound" }
    }
  }
}

resource "azapi_resource" "rule" {
  for_each  = local.rules
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-06-01"
  name      = each.key
  parent_id = azapi_resource.workspace.id
  body      = { properties = each.value }
}
