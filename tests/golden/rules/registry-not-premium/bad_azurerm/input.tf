resource "azurerm_container_registry" "acr" {
  name = "acr"
  sku  = "Standard"
}

resource "azurerm_machine_learning_workspace" "this" {
  name                  = "research"
  container_registry_id = azurerm_container_registry.acr.id
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
