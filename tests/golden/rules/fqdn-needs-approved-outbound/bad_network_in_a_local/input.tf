locals {
  network = "${azapi_resource.workspace.id}/managedNetworks/default"
}

resource "azurerm_resource_group" "ml" {
  name     = "ml"
  location = "westeurope"
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name      = "research"
  parent_id = azurerm_resource_group.ml.id
  location  = "westeurope"

  identity {
    type = "SystemAssigned"
  }

  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowInternetOutbound"
      }
    }
  }
}

resource "azapi_resource" "pypi" {
  type      = "Microsoft.MachineLearningServices/workspaces/managedNetworks/outboundRules@2025-10-01-preview"
  name      = "pypi"
  parent_id = local.network
  body = {
    properties = {
      type        = "FQDN"
      destination = "pypi.org"
    }
  }
}
