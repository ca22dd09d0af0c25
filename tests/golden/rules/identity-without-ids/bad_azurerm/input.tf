resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  identity {
    type         = "UserAssigned"
    identity_ids = []
  }
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
