resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  lifecycle {
    ignore_changes = all
  }
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}

resource "azapi_update_resource" "update" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  resource_id = azapi_resource.workspace.id
  body = {
    properties = {
      managedNetwork = {
        firewallSku = "Basic"
      }
    }
  }
}
