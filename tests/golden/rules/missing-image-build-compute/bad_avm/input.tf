resource "azurerm_container_registry" "acr" {
  name                          = "acr"
  public_network_access_enabled = false
}

module "workspace" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name   = "research"
  container_registry = {
    resource_id = azurerm_container_registry.acr.id
  }
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
