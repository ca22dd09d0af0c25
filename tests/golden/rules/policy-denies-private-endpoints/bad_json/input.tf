resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = { isolationMode = "AllowInternetOutbound" }
    }
  }
}

resource "azapi_resource" "endpoints" {
  type      = "Microsoft.Authorization/policyDefinitions@2023-04-01"
  name      = "endpoints"
  parent_id = "/subscriptions/11111111-2222-3333-4444-555555555555"
  body = {
    properties = {
      policyRule = { if = { field = "type", in = ["Microsoft.Network/privateEndpoints"] }, then = { effect = "Deny" } }
    }
  }
}
