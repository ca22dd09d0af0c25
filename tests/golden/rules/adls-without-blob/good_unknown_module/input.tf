resource "azurerm_storage_account" "lake" {
  name = "lake"
}

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
              serviceResourceId = azurerm_storage_account.lake.id
              subresourceTarget = "dfs"
            }
          }
        }
      }
    }
  }
}

module "rules" {
  source       = "corp/rules/azurerm"
  workspace_id = azapi_resource.workspace.id
}
