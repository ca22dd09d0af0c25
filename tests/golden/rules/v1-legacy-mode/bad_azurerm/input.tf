resource "azurerm_machine_learning_workspace" "this" {
  name                   = "research"
  v1_legacy_mode_enabled = true
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
