resource "azurerm_subnet" "clients" {
  name = "clients"
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
      computeType = "AmlCompute"
      properties = {
        subnet = { id = azurerm_subnet.clients.id }
      }
    }
  }
}
