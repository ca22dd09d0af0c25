resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = { isolationMode = "AllowInternetOutbound" }
    }
  }
}

resource "azurerm_policy_definition" "endpoints" {
  name         = "endpoints"
  policy_type  = "Custom"
  mode         = "All"
  display_name = "No private endpoints"
  parameters = jsonencode({ effect = { type = "String", defaultValue = "Deny" } })
  policy_rule = jsonencode({ if = { anyOf = [{ field = "type", equals = "Microsoft.Network/privateEndpoints" }, { field = "type", like = "Microsoft.Sql/*" }] }, then = { effect = "[parameters('effect')]" } })
}
