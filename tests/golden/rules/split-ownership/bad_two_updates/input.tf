variable "workspace_id" {
  type = string
}

resource "azapi_update_resource" "one" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  resource_id = var.workspace_id
  body = {
    properties = {
      managedNetwork = {
        firewallSku = "Basic"
      }
    }
  }
}

resource "azapi_update_resource" "two" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  resource_id = var.workspace_id
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
