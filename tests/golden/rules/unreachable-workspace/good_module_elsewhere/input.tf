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

module "endpoint" {
  source                         = "Azure/avm-res-network-privateendpoint/azurerm"
  private_connection_resource_id = azapi_resource.workspace.id
}
