resource "azurerm_machine_learning_workspace" "this" {
  name = "ml"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
