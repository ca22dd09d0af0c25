resource "azurerm_machine_learning_workspace" "this" {
  name                          = "research"
  public_network_access_enabled = false
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
