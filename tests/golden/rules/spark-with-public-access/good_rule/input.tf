resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      publicNetworkAccess = "Enabled"
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}

resource "azapi_resource_action" "provision" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  resource_id = azapi_resource.workspace.id
  action      = "provisionManagedNetwork"
  body        = { includeSpark = true }
}

resource "azapi_resource" "self" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "self"
  parent_id = azapi_resource.workspace.id
  body = {
    properties = {
      type = "PrivateEndpoint"
      destination = {
        serviceResourceId = azapi_resource.workspace.id
        subresourceTarget = "amlworkspace"
        sparkEnabled      = true
      }
    }
  }
}
