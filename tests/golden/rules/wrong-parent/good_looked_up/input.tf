data "azurerm_resource_group" "ml" {
  name = "ml"
}

data "azurerm_machine_learning_workspace" "old" {
  name                = "old"
  resource_group_name = "ml"
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name      = "research"
  parent_id = data.azurerm_resource_group.ml.id
  location  = "westeurope"

  identity {
    type = "SystemAssigned"
  }

  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}

resource "azapi_resource" "pypi" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "pypi"
  parent_id = data.azurerm_machine_learning_workspace.old.id
  body = {
    properties = {
      type        = "FQDN"
      destination = "pypi.org"
    }
  }
}
