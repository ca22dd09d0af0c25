terraform {
  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = "~> 2.4"
    }
  }
}

variable "mode" {
  type = string
}

resource "azurerm_resource_group" "vision" {
  name     = "rg-vision"
  location = "westeurope"
}

resource "azurerm_storage_account" "images" {
  name                          = "stimages"
  resource_group_name           = azurerm_resource_group.vision.name
  location                      = "westeurope"
  account_tier                  = "Standard"
  account_replication_type      = "ZRS"
  public_network_access_enabled = false
}

module "workspace" {
  source         = "../../modules/workspace"
  name           = "mlw-vision"
  parent_id      = azurerm_resource_group.vision.id
  isolation_mode = var.mode

  hosts = {
    pypi    = "pypi.org"
    nvidia  = "nvcr.io:443"
    weights = "weights.example.com"
  }

  private_endpoints = {
    images = { id = azurerm_storage_account.images.id, subresource = "blob" }
    lake   = { id = azurerm_storage_account.images.id, subresource = "vault" }
  }
}

resource "azurerm_private_endpoint" "workspace" {
  name                = "pe-vision"
  resource_group_name = azurerm_resource_group.vision.name
  location            = "westeurope"
  subnet_id           = data.azurerm_subnet.clients.id

  private_service_connection {
    name                           = "workspace"
    private_connection_resource_id = module.workspace.id
    subresource_names              = ["amlworkspace"]
    is_manual_connection           = false
  }
}

data "azurerm_subnet" "clients" {
  name                 = "clients"
  virtual_network_name = "vnet-hub"
  resource_group_name  = "rg-platform"
}
