resource "azurerm_resource_group" "ml" {
  name     = "ml"
  location = "westeurope"
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2024-10-01"
  name      = "research"
  parent_id = azurerm_resource_group.ml.id
  location  = "westeurope"

  identity {
    type = "SystemAssigned"
  }

  body = {
    properties = {
      containerRegistry = azapi_resource.images.id
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}

resource "azapi_resource" "images" {
  type      = "Microsoft.ContainerRegistry/registries@2023-07-01"
  name      = "images"
  parent_id = azurerm_resource_group.ml.id
  body = {
    sku = { name = "Standard" }
  }
}
