resource "azurerm_user_assigned_identity" "jobs" {
  name = "jobs"
}

resource "azurerm_storage_account" "default" {
  name = "default"
}

resource "azurerm_key_vault" "secrets" {
  name = "secrets"
}

resource "azurerm_machine_learning_workspace" "workspace" {
  name               = "research"
  storage_account_id = azurerm_storage_account.default.id
  key_vault_id       = azurerm_key_vault.secrets.id
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.jobs.id]
  }
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_role_assignment" "storage" {
  scope                = azurerm_storage_account.default.id
  role_definition_name = "Azure AI Enterprise Network Connection Approver"
  principal_id         = azurerm_user_assigned_identity.jobs.principal_id
}

resource "azurerm_role_assignment" "vault" {
  scope                = azurerm_key_vault.secrets.id
  role_definition_name = "Azure AI Enterprise Network Connection Approver"
  principal_id         = azurerm_user_assigned_identity.jobs.principal_id
}
