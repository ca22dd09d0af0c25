module "workspace" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name   = "research"
  private_endpoints = {
    primary = {
      subnet_resource_id = azurerm_subnet.clients.id
    }
  }
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
