resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.ml.id]
  }
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
