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

locals {
  packs = {
    python = {
      pypi       = "pypi.org"
      pypi-files = "*.pythonhosted.org"
    }
    conda = {
      anaconda     = "anaconda.com"
      anaconda-all = "*.anaconda.com"
      anaconda-org = "*.anaconda.org"
    }
    pytorch = {
      pytorch     = "pytorch.org"
      pytorch-all = "*.pytorch.org"
    }
  }
  hosts = merge(values(local.packs)...)
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  parent_id = azurerm_resource_group.ml.id
  name      = "research"
  location  = azurerm_resource_group.ml.location

  identity {
    type = "SystemAssigned"
  }

  body = {
    kind = "Default"
    properties = {
      storageAccount      = azurerm_storage_account.ml.id
      keyVault            = azurerm_key_vault.ml.id
      applicationInsights = azurerm_application_insights.ml.id
      publicNetworkAccess = "Disabled"
      managedNetwork      = { isolationMode = "AllowOnlyApprovedOutbound", firewallSku = "Basic", outboundRules = { for name, host in local.hosts : name => { type = "FQDN", category = "UserDefined", destination = host } } }
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
