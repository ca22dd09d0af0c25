variable "name" { type = string }

variable "isolation_mode" { type = string }

resource "azapi_resource" "this" {
  type                      = "Microsoft.MachineLearningServices/workspaces@2024-10-01-preview"
  name                      = var.name
  parent_id                 = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  schema_validation_enabled = false
  body = {
    properties = {
      containerRegistry   = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.ContainerRegistry/registries/research"
      publicNetworkAccess = "Disabled"
      managedNetworkKind  = "V1"
      managedNetwork = {
        isolationMode = var.isolation_mode
        outboundRules = {
          lake = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/lake"
              subresourceTarget = "blob"
            }
          }
          pypi = {
            type        = "FQDN"
            destination = "pypi.org"
          }
        }
      }
    }
  }
}
