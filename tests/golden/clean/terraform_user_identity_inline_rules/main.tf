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

provider "azapi" {
  ignore_no_op_changes = false
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

resource "azurerm_storage_account" "lake" {
  name                          = "lake"
  resource_group_name           = azurerm_resource_group.ml.name
  location                      = azurerm_resource_group.ml.location
  account_tier                  = "Standard"
  account_replication_type      = "ZRS"
  is_hns_enabled                = true
  public_network_access_enabled = false
}

resource "azurerm_user_assigned_identity" "ml" {
  name                = "ml"
  resource_group_name = azurerm_resource_group.ml.name
  location            = azurerm_resource_group.ml.location
}

resource "azurerm_role_assignment" "group" {
  scope                = azurerm_resource_group.ml.id
  role_definition_name = "Azure AI Enterprise Network Connection Approver"
  principal_id         = azurerm_user_assigned_identity.ml.principal_id

}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  parent_id = azurerm_resource_group.ml.id
  name      = "research"
  location  = azurerm_resource_group.ml.location

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.ml.id]
  }

  body = {
    kind = "Default"
    properties = {
      storageAccount              = azurerm_storage_account.ml.id
      keyVault                    = azurerm_key_vault.ml.id
      applicationInsights         = azurerm_application_insights.ml.id
      primaryUserAssignedIdentity = azurerm_user_assigned_identity.ml.id
      publicNetworkAccess         = "Disabled"
      managedNetwork = { isolationMode = "AllowOnlyApprovedOutbound", outboundRules = { lake-blob = { type = "PrivateEndpoint", category = "UserDefined", destination = { serviceResourceId = azurerm_storage_account.lake.id, subresourceTarget = "blob", sparkEnabled = false } }
      lake-dfs = { type = "PrivateEndpoint", category = "UserDefined", destination = { serviceResourceId = azurerm_storage_account.lake.id, subresourceTarget = "dfs", sparkEnabled = false } } } }
    }
  }
  depends_on = [azurerm_role_assignment.group]
}

resource "azurerm_private_endpoint" "workspace" {
  name                = "workspace"
  resource_group_name = azurerm_resource_group.ml.name
  location            = azurerm_resource_group.ml.location
  subnet_id           = var.client_subnet_id
  private_service_connection {
    name                           = "workspace"
    private_connection_resource_id = azapi_resource.workspace.id
    subresource_names              = ["amlworkspace"]
    is_manual_connection           = false
  }
}

variable "client_subnet_id" {
  type = string
}
