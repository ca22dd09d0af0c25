variable "managed" {}

resource "azapi_resource" "account" {
  type      = "Microsoft.CognitiveServices/accounts@2026-03-01"
  name      = "foundry"
  parent_id = azurerm_resource_group.this.id
  location  = "swedencentral"

  identity {
    type = "SystemAssigned"
  }

  body = {
    kind = "AIServices"
    sku  = { name = "S0" }
    properties = {
      allowProjectManagement = true
      customSubDomainName    = "foundry"
      networkInjections      = [{ scenario = "agent", subnetArmId = "", useMicrosoftManagedNetwork = var.managed }]
    }
  }
}

resource "azapi_resource" "network" {
  type      = "Microsoft.CognitiveServices/accounts/managedNetworks@2026-03-01"
  name      = "default"
  parent_id = azapi_resource.account.id

  body = { properties = { managedNetwork = { isolationMode = "AllowInternetOutbound" } } }
}
