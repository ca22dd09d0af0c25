resource "azurerm_ai_foundry" "hub" {
  name                = "hub"
  location            = "westeurope"
  resource_group_name = "ml"

  managed_network {
    isolation_mode = ""
  }
}
