resource "azurerm_machine_learning_workspace" "research" {
  name                = "research"
  resource_group_name = "ml"
  location            = "westeurope"

  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
