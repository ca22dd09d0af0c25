resource "azurerm_resource_group" "ml" {
  name     = "ml"
  location = "westeurope"
}

resource "azurerm_machine_learning_workspace" "research" {
  name                    = "research"
  location                = "westeurope"
  resource_group_name     = azurerm_resource_group.ml.name
  application_insights_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Insights/components/ml"
  key_vault_id            = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.KeyVault/vaults/mlkv"
  storage_account_id      = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Storage/storageAccounts/mlst"

  identity {
    type = "SystemAssigned"
  }

  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "pypi" {
  count            = 0
  name             = "pypi"
  workspace_id     = azurerm_machine_learning_workspace.research.id
  destination_fqdn = "https://pypi.org"
}
