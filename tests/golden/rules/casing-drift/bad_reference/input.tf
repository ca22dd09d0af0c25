resource "azurerm_key_vault" "main" {
  name = "kv"
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name      = "research"
  parent_id = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-ml"
  body = {
    properties = {
      keyVault = azurerm_key_vault.main.id
    }
  }
}
