resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          lake = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = module.storage.id
              subresourceTarget = "blobs"
            }
          }
        }
      }
    }
  }
}

module "storage" {
  source = "./storage"
}
