resource "azurerm_user_assigned_identity" "jobs" {
  name = "jobs"
}

resource "azurerm_user_assigned_identity" "other" {
  name = "other"
}

resource "azurerm_machine_learning_workspace" "workspace" {
  name                           = "research"
  primary_user_assigned_identity = azurerm_user_assigned_identity.jobs.id
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.jobs.id]
  }
  managed_network {
    isolation_mode = "AllowInternetOutbound"
  }
}
