resource "azapi_resource" "account" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "account"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  body = {
    properties = {
      networkInjections = [{ scenario = "agent", useMicrosoftManagedNetwork = true }]
    }
  }
}

resource "azapi_resource" "account_network" {
  type      = "Microsoft.CognitiveServices/accounts/managedNetworks@2025-10-01-preview"
  name      = "default"
  parent_id = azapi_resource.account.id
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "allow_everything"
        outboundRules = { "*.example.com" = { type = "fqdn", destination = "https://example.com" } }
      }
    }
  }
}

resource "azapi_resource" "dev_center_network" {
  type      = "Microsoft.DevCenter/networkConnections@2024-02-01"
  name      = "network"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  body      = { properties = { managedNetwork = { isolationMode = "None" } } }
}

resource "azurerm_lb_outbound_rule" "out" {
  name                    = "out"
  loadbalancer_id         = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Network/loadBalancers/out"
  protocol                = "Tcp"
  backend_address_pool_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Network/loadBalancers/out/backendAddressPools/out"
}

resource "databricks_catalog" "sandbox" {
  name           = "sandbox"
  isolation_mode = "ISOLATED"
}

resource "azurerm_data_factory" "factory" {
  name                            = "factory"
  resource_group_name             = "data"
  location                        = "westeurope"
  managed_virtual_network_enabled = true
}

resource "azapi_resource" "datastore" {
  type      = "Microsoft.MachineLearningServices/workspaces/datastores@2025-06-01"
  name      = "lake"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.MachineLearningServices/workspaces/research"
  body      = { properties = { datastoreType = "AzureBlob", accountName = "lake", containerName = "raw" } }
}
