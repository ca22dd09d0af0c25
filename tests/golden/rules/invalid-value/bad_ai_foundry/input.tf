resource "azurerm_ai_foundry" "hub" {
  name                  = "hub"
  public_network_access = "Off"
}
