locals {
  networks = { dev = "AllowInternetOutbound", prod = "AllowOnlyApprovedOutbound" }
}

resource "azapi_resource" "ws" {
  for_each  = local.networks
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  parent_id = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-ml"
  name      = "ml-${each.key}"
  location  = "westeurope"
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      provisionNetworkNow = true
      managedNetwork      = { isolationMode = each.value }
    }
  }
  timeouts { create = "90m" }
}

module "rules" {
  for_each     = local.networks
  source       = "./net"
  workspace_id = azapi_resource.ws[each.key].id
}
