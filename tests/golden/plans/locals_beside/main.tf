resource "azurerm_storage_account" "lake" {
  name                     = "stlake"
  resource_group_name      = "rg-data"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
  is_hns_enabled           = true
}

locals {
  workspace = azapi_resource.ws.id
  lake      = azurerm_storage_account.lake.id
}

resource "azapi_resource" "ws" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  parent_id = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-ml"
  name      = "ml-prod"
  location  = "westeurope"
  identity {
    type = "SystemAssigned"
  }
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork      = { isolationMode = "AllowOnlyApprovedOutbound" }
    }
  }
  timeouts { create = "90m" }
}

resource "azapi_resource" "lake" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  parent_id = local.workspace
  name      = "lake"
  locks     = [local.workspace]
  body = {
    properties = {
      type        = "PrivateEndpoint"
      category    = "UserDefined"
      destination = { serviceResourceId = local.lake, subresourceTarget = "dfs", sparkEnabled = false }
    }
  }
}
