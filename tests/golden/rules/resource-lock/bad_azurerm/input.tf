resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_management_lock" "keep" {
  name       = "keep"
  scope      = azurerm_machine_learning_workspace.this.id
  lock_level = "CanNotDelete"
}
