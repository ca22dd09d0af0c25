resource "azurerm_resource_group" "ml" {
  name     = "ml"
  location = "westeurope"
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "research"
  parent_id = azurerm_resource_group.ml.id

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

resource "azurerm_storage_account" "lake" {
  name                     = "lake"
  resource_group_name      = azurerm_resource_group.ml.name
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

module "roles" {
  source    = "./roles"
  scope     = azurerm_storage_account.lake.id
  principal = azapi_resource.workspace.identity[0].principal_id
}

module "rule" {
  source    = "./rule"
  workspace = azapi_resource.workspace.id
  target    = azurerm_storage_account.lake.id
}
