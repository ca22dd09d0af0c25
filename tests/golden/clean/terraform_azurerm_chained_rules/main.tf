terraform {
  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = "~> 2.9"
    }
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

resource "azurerm_resource_group" "ml" {
  name     = "ml"
  location = "westeurope"
}

resource "azurerm_storage_account" "ml" {
  name                          = "mldefault"
  resource_group_name           = azurerm_resource_group.ml.name
  location                      = azurerm_resource_group.ml.location
  account_tier                  = "Standard"
  account_replication_type      = "ZRS"
  public_network_access_enabled = false
  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }
}

resource "azurerm_key_vault" "ml" {
  name                          = "ml-secrets"
  resource_group_name           = azurerm_resource_group.ml.name
  location                      = azurerm_resource_group.ml.location
  sku_name                      = "standard"
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  public_network_access_enabled = false
  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}

resource "azurerm_application_insights" "ml" {
  name                = "ml"
  resource_group_name = azurerm_resource_group.ml.name
  location            = azurerm_resource_group.ml.location
  application_type    = "web"
}

data "azurerm_client_config" "current" {}

resource "azurerm_machine_learning_workspace" "research" {
  name                          = "research"
  resource_group_name           = azurerm_resource_group.ml.name
  location                      = azurerm_resource_group.ml.location
  storage_account_id            = azurerm_storage_account.ml.id
  key_vault_id                  = azurerm_key_vault.ml.id
  application_insights_id       = azurerm_application_insights.ml.id
  public_network_access_enabled = false

  identity {
    type = "SystemAssigned"
  }

  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_service_tag" "factory" {
  name         = "data-factory"
  workspace_id = azurerm_machine_learning_workspace.research.id
  service_tag  = "DataFactoryManagement"
  protocol     = "TCP"
  port_ranges  = "443"
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "lake_dfs" {
  name                = "lake-dfs"
  workspace_id        = azurerm_machine_learning_workspace.research.id
  service_resource_id = azurerm_storage_account.lake.id
  sub_resource_target = "dfs"

  depends_on = [
    azurerm_role_assignment.lake,
    azurerm_machine_learning_workspace_network_outbound_rule_service_tag.factory,
  ]
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "lake_blob" {
  name                = "lake-blob"
  workspace_id        = azurerm_machine_learning_workspace.research.id
  service_resource_id = azurerm_storage_account.lake.id
  sub_resource_target = "blob"

  depends_on = [azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint.lake_dfs]
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "pypi" {
  name             = "pypi"
  workspace_id     = azurerm_machine_learning_workspace.research.id
  destination_fqdn = "pypi.org"

  depends_on = [azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint.lake_blob]
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "pypi_files" {
  name             = "pypi-files"
  workspace_id     = azurerm_machine_learning_workspace.research.id
  destination_fqdn = "*.pythonhosted.org"

  depends_on = [azurerm_machine_learning_workspace_network_outbound_rule_fqdn.pypi]
}

resource "azurerm_storage_account" "lake" {
  name                          = "lake"
  resource_group_name           = azurerm_resource_group.ml.name
  location                      = azurerm_resource_group.ml.location
  account_tier                  = "Standard"
  account_replication_type      = "ZRS"
  is_hns_enabled                = true
  public_network_access_enabled = false
}

resource "azurerm_role_assignment" "lake" {
  scope                = azurerm_storage_account.lake.id
  role_definition_name = "Azure AI Enterprise Network Connection Approver"
  principal_id         = azurerm_machine_learning_workspace.research.identity[0].principal_id

}

resource "azurerm_private_endpoint" "workspace" {
  name                = "workspace"
  resource_group_name = azurerm_resource_group.ml.name
  location            = azurerm_resource_group.ml.location
  subnet_id           = var.client_subnet_id
  private_service_connection {
    name                           = "workspace"
    private_connection_resource_id = azurerm_machine_learning_workspace.research.id
    subresource_names              = ["amlworkspace"]
    is_manual_connection           = false
  }
}

variable "client_subnet_id" {
  type = string
}
