variable "sub" {
  type    = string
  default = "acr"
}

resource "azurerm_container_registry" "acr" {
  name = "acr"
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          acr = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azurerm_container_registry.acr.id
              subresourceTarget = var.sub
            }
          }
        }
      }
    }
  }
}
