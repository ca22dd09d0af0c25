resource "azurerm_key_vault" "kv" {
  name = "kv"
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          kv = {
            type = "PrivateEndpoint"
            destination = {
              serviceResourceId = azurerm_key_vault.kv.id
              subresourceTarget = "vault"
              sparkEnabled      = true
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
