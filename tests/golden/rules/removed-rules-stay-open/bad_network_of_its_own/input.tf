terraform {
  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = "~> 2.9"
    }
  }
}
resource "azapi_resource" "ws" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-10-01-preview"
  name      = "research"
  parent_id = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-ml"
  body = {
    properties = {}
  }
}
resource "azapi_resource" "net" {
  type      = "Microsoft.MachineLearningServices/workspaces/managedNetworks@2025-10-01-preview"
  name      = "default"
  parent_id = azapi_resource.ws.id
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          pypi = { type = "FQDN", destination = "pypi.org" }
        }
      }
    }
  }
}
