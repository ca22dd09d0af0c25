resource "azurerm_ai_foundry" "hub" {
  name = "hub"
  managed_network {
    isolation_mode = "AllowInternetOutbound"
  }
}
