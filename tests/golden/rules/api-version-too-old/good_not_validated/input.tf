terraform {
  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = "2.1.0"
    }
  }
}

resource "azapi_resource" "workspace" {
  type                      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name                      = "research"
  schema_validation_enabled = false
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
