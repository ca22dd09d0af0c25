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

resource "azurerm_container_registry" "ml" {
  name                          = "mlimages"
  resource_group_name           = azurerm_resource_group.ml.name
  location                      = azurerm_resource_group.ml.location
  sku                           = "Premium"
  public_network_access_enabled = false
  network_rule_bypass_option    = "AzureServices"
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  parent_id = azurerm_resource_group.ml.id
  name      = "research"
  location  = azurerm_resource_group.ml.location

  identity {
    type = "SystemAssigned"
  }

  timeouts {
    create = "90m"
    update = "90m"
  }

  body = {
    kind = "Default"
    properties = {
      storageAccount           = azurerm_storage_account.ml.id
      keyVault                 = azurerm_key_vault.ml.id
      applicationInsights      = azurerm_application_insights.ml.id
      containerRegistry        = azurerm_container_registry.ml.id
      imageBuildCompute        = "image-builder"
      systemDatastoresAuthMode = "Identity"
      provisionNetworkNow      = true
      publicNetworkAccess      = "Disabled"
      managedNetwork           = { isolationMode = "AllowOnlyApprovedOutbound" }
    }
  }

}

resource "azapi_resource" "builder" {
  type      = "Microsoft.MachineLearningServices/workspaces/computes@2025-12-01"
  parent_id = azapi_resource.workspace.id
  name      = "image-builder"
  location  = azurerm_resource_group.ml.location
  body = {
    properties = {
      computeType     = "AmlCompute"
      computeLocation = azurerm_resource_group.ml.location
      properties = {
        vmSize             = "Standard_DS3_v2"
        enableNodePublicIp = false
      }
    }
  }
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
