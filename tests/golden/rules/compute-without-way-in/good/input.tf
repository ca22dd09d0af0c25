resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    kind = "Hub"
    properties = {
      publicNetworkAccess = "Enabled"
      managedNetwork = { isolationMode = "AllowInternetOutbound" }
    }
  }
}

resource "azapi_resource" "notebooks" {
  type      = "Microsoft.MachineLearningServices/workspaces/computes@2025-12-01"
  name      = "notebooks"
  parent_id = azapi_resource.workspace.id
  body      = { properties = { computeType = "ComputeInstance", properties = { enableNodePublicIp = false } } }
}

resource "azurerm_private_endpoint" "workspace" {
  name      = "workspace"
  subnet_id = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/ml/providers/Microsoft.Network/virtualNetworks/net/subnets/clients"
  private_service_connection {
    name                           = "workspace"
    private_connection_resource_id = azapi_resource.workspace.id
    subresource_names              = ["amlworkspace"]
    is_manual_connection           = false
  }
}
