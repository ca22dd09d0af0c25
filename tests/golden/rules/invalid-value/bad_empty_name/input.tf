resource "azurerm_ai_foundry" "hub" {
  name                = ""
  location            = "westeurope"
  resource_group_name = "ml"
}
