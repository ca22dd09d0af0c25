resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}

resource "azapi_resource" "endpoint" {
  type = "Microsoft.Network/privateEndpoints@2024-05-01"
  name = "workspace"
  body = {
    properties = {
      privateLinkServiceConnections = [{
        name = "workspace"
        properties = {
          privateLinkServiceId = azapi_resource.workspace.id
          groupIds             = ["amlworkspace"]
        }
      }]
    }
  }
}
