variable "search_id" { type = string }

variable "openai_id" { type = string }

resource "azurerm_machine_learning_workspace" "research" {
  name                    = "research"
  resource_group_name     = "ml"
  location                = "westeurope"
  application_insights_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Insights/components/research"
  key_vault_id            = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.KeyVault/vaults/research"
  storage_account_id      = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Storage/storageAccounts/research"

  identity {
    type = "SystemAssigned"
  }

  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "search" {
  count               = length(var.search_id)
  name                = "search"
  workspace_id        = azurerm_machine_learning_workspace.research.id
  service_resource_id = var.search_id
  sub_resource_target = "blob"
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "openai" {
  count               = length(var.openai_id)
  name                = "openai"
  workspace_id        = azurerm_machine_learning_workspace.research.id
  service_resource_id = var.openai_id
  sub_resource_target = "blob"
}
