variable "compute" {
  type = string
}

resource "azurerm_container_registry" "acr" {
  name                          = "acr"
  public_network_access_enabled = false
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      containerRegistry = azurerm_container_registry.acr.id
      imageBuildCompute = var.compute
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
