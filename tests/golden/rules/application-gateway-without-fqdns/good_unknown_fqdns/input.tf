variable "hosts" {
  type = list(string)
}

resource "azurerm_application_gateway" "gw" {
  name = "gw"
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          gw = {
            type  = "PrivateEndpoint"
            fqdns = var.hosts
            destination = {
              serviceResourceId = azurerm_application_gateway.gw.id
              subresourceTarget = "frontend"
            }
          }
        }
      }
    }
  }
}
