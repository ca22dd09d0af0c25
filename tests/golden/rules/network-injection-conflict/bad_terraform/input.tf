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
      networkInjections      = [{ scenario = "agent", subnetArmId = azurerm_subnet.agents.id, useMicrosoftManagedNetwork = true }]
    }
  }
}

resource "azurerm_subnet" "agents" {
  name                 = "agents"
  resource_group_name  = "hub"
  virtual_network_name = "hub"
  address_prefixes     = ["10.0.1.0/24"]
}
