resource "azurerm_virtual_network" "hub" {
  name                = "vnet-hub"
  location            = "westeurope"
  resource_group_name = "rg-platform"
  address_space       = ["10.0.0.0/16"]
}
