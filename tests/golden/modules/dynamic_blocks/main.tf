variable "managed_network" {
  type = object({
    isolation_mode = string
  })
  default = null
}

resource "azurerm_machine_learning_workspace" "research" {
  name                          = "research"
  resource_group_name           = "ml"
  location                      = "westeurope"
  application_insights_id       = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Insights/components/research"
  key_vault_id                  = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.KeyVault/vaults/research"
  storage_account_id            = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Storage/storageAccounts/research"
  container_registry_id         = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.ContainerRegistry/registries/research"
  public_network_access_enabled = false

  identity {
    type = "SystemAssigned, UserAssigned"
    identity_ids = [
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.ManagedIdentity/userAssignedIdentities/research",
    ]
  }

  dynamic "managed_network" {
    for_each = var.managed_network == null ? [] : [var.managed_network]
    content {
      isolation_mode = managed_network.value.isolation_mode
    }
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "pypi" {
  name             = "pypi"
  workspace_id     = azurerm_machine_learning_workspace.research.id
  destination_fqdn = "pypi.org"
}
