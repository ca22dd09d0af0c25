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
    type = "SystemAssigned"
  }

  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azapi_update_resource" "network" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  resource_id = azurerm_machine_learning_workspace.research.id
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        firewallSku   = "Basic"
        outboundRules = {
          pypi = {
            type        = "FQDN"
            destination = "pypi.org"
          }
        }
      }
    }
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "wheels" {
  name             = "wheels"
  workspace_id     = azurerm_machine_learning_workspace.research.id
  destination_fqdn = "*.pythonhosted.org"
}

resource "azapi_resource_action" "provision" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  resource_id = azurerm_machine_learning_workspace.research.id
  action      = "provisionManagedNetwork"
  body        = { includeSpark = false }
  depends_on  = [azapi_update_resource.network]
}
