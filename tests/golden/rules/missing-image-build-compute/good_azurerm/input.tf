resource "azurerm_container_registry" "acr" {
  name                          = "acr"
  public_network_access_enabled = false
}

resource "azurerm_machine_learning_workspace" "this" {
  name                     = "research"
  container_registry_id    = azurerm_container_registry.acr.id
  image_build_compute_name = "cpu"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
