locals {
  common = {
    publicNetworkAccess = "Disabled"
    provisionNetworkNow = true
  }
}

resource "azapi_resource" "research" {
  type      = "Microsoft.MachineLearningServices/workspaces@2024-10-01"
  name      = "research"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  body = jsonencode({
    properties = merge(local.common, {
      managedNetwork = {
        isolationMode = "AllowInternetOutbound"
        outboundRules = {
          lake = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Storage/storageAccounts/lake/blobServices/default"
              subresourceTarget = "blobs"
            }
          }
        }
      }
    })
  })
}

resource "azapi_resource" "pypi" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2024-10-01"
  name      = "pypi"
  parent_id = azapi_resource.research.id
  body      = <<-JSON
    {
      "properties": {
        "type": "FQDN",
        "destination": "pypi.org"
      }
    }
  JSON
}
