resource "azurerm_storage_account" "lake" {
  name = "lake"
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      storageAccount = azurerm_storage_account.lake.id
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}

resource "azapi_resource" "batch" {
  type      = "Microsoft.MachineLearningServices/workspaces/batchEndpoints@2025-12-01"
  name      = "batch"
  parent_id = azapi_resource.workspace.id
  body = {
    properties = {
      authMode = "AADToken"
    }
  }
}

module "rules" {
  source       = "corp/rules/azurerm"
  workspace_id = azapi_resource.workspace.id
}
