resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  kind = "Sandbox"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
