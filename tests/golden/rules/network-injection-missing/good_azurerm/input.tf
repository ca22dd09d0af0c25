resource "azurerm_cognitive_account" "account" {
  name                = "foundry"
  resource_group_name = "agents"
  location            = "swedencentral"
  kind                = "AIServices"
  sku_name            = "S0"
}

resource "azapi_resource" "network" {
  type      = "Microsoft.CognitiveServices/accounts/managedNetworks@2026-03-01"
  name      = "default"
  parent_id = azurerm_cognitive_account.account.id

  body = { properties = { managedNetwork = { isolationMode = "AllowInternetOutbound" } } }
}
