resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = { isolationMode = "AllowInternetOutbound" }
    }
  }
}

resource "azurerm_role_definition" "deployer" {
  name  = "deployer"
  scope = "/subscriptions/11111111-2222-3333-4444-555555555555"
  permissions {
    actions = ["Microsoft.MachineLearningServices/*"]
    not_actions = ["*/privateEndpointConnections/write"]
  }
}
