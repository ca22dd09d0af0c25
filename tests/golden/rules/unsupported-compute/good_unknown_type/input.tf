variable "type" {
  type = string
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

resource "azapi_resource" "cpu" {
  type      = "Microsoft.MachineLearningServices/workspaces/computes@2025-12-01"
  name      = "cpu"
  parent_id = azapi_resource.workspace.id
  body = {
    properties = {
      computeType = var.type
    }
  }
}
