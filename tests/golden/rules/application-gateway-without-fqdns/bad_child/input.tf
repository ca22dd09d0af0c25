resource "azurerm_application_gateway" "gw" {
  name = "gw"
}

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

resource "azapi_resource" "gw" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "gw"
  parent_id = azapi_resource.workspace.id
  locks     = [azapi_resource.workspace.id]
  body = {
    properties = {
      type  = "PrivateEndpoint"
      fqdns = []
      destination = {
        serviceResourceId = azurerm_application_gateway.gw.id
        subresourceTarget = "frontend"
      }
    }
  }
}
