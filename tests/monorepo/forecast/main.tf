resource "azurerm_machine_learning_workspace" "forecast" {
  name                          = "mlw-forecast"
  location                      = "westeurope"
  resource_group_name           = "rg-forecast"
  application_insights_id       = azurerm_application_insights.forecast.id
  key_vault_id                  = azurerm_key_vault.forecast.id
  storage_account_id            = azurerm_storage_account.forecast.id
  public_network_access_enabled = true # mvnetgen: ignore[public-workspace] until the clients are on the VPN

  identity {
    type = "SystemAssigned"
  }

  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

locals {
  hosts = toset(["pypi.org", "PyPI.org", "*.anaconda.org"])
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "hosts" {
  for_each         = local.hosts
  name             = replace(lower(each.value), "/[^a-z]/", "")
  workspace_id     = azurerm_machine_learning_workspace.forecast.id
  destination_fqdn = each.value
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_service_tag" "frontdoor" {
  name         = "frontdoor"
  workspace_id = azurerm_machine_learning_workspace.forecast.id
  service_tag  = "AzureFrontDoor.Frontend"
  protocol     = "TCP"
  port_ranges  = "443, 70000"
}
