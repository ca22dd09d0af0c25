variable "unknown" {
  type = string
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name      = "ml-prod"
  parent_id = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-ml"
  location  = "westeurope"
  identity {
    type = "SystemAssigned"
  }
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}

resource "azapi_resource" "a" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "a"
  parent_id = azapi_resource.workspace.id
  body = {
    properties = {
      type        = "FQDN"
      category    = "UserDefined"
      destination = var.unknown
    }
  }
}
