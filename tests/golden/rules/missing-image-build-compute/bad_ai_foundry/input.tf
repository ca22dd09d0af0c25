resource "azurerm_container_registry" "images" {
  name                          = "images"
  resource_group_name           = "ml"
  location                      = "westeurope"
  sku                           = "Premium"
  public_network_access_enabled = false
}

resource "azurerm_ai_foundry" "hub" {
  name                  = "hub"
  resource_group_name   = "ml"
  location              = "westeurope"
  container_registry_id = azurerm_container_registry.images.id

  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
