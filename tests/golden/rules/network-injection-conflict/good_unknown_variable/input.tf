variable "subnet" {}

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
      networkInjections      = [{ scenario = "agent", subnetArmId = var.subnet, useMicrosoftManagedNetwork = true }]
    }
  }
}
