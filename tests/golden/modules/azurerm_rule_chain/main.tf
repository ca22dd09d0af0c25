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
    isolation_mode                = "AllowOnlyApprovedOutbound"
    provision_on_creation_enabled = true
  }

  timeouts {
    create = "90m"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_service_tag" "monitor" {
  name         = "monitor"
  workspace_id = azurerm_machine_learning_workspace.research.id
  service_tag  = "AzureMonitor"
  protocol     = "TCP"
  port_ranges  = "443"
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_service_tag" "storage" {
  name         = "storage"
  workspace_id = azurerm_machine_learning_workspace.research.id
  service_tag  = "Storage.WestEurope"
  protocol     = "TCP"
  port_ranges  = "443"
  depends_on   = [azurerm_machine_learning_workspace_network_outbound_rule_service_tag.monitor]
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "pypi" {
  name             = "pypi"
  workspace_id     = azurerm_machine_learning_workspace.research.id
  destination_fqdn = "pypi.org"
  depends_on       = [azurerm_machine_learning_workspace_network_outbound_rule_service_tag.storage]
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "registry" {
  name                = "registry"
  workspace_id        = azurerm_machine_learning_workspace.research.id
  service_resource_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/shared/providers/Microsoft.ContainerRegistry/registries/shared"
  sub_resource_target = "registry"
}
