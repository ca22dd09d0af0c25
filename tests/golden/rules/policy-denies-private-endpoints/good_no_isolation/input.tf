resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = { isolationMode = "Disabled" }
    }
  }
}

resource "azurerm_policy_definition" "endpoints" {
  name         = "endpoints"
  policy_type  = "Custom"
  mode         = "All"
  display_name = "No private endpoints"
  policy_rule = jsonencode({ if = { field = "type", equals = "Microsoft.Network/privateEndpoints" }, then = { effect = "deny" } })
}
