provider "azurerm" {
  features {}
  tenant_id = "11111111-0000-0000-0000-000000000001"
}

provider "azurerm" {
  alias = "partner"
  features {}
  tenant_id = "11111111-0000-0000-0000-000000000001"
}

resource "azurerm_storage_account" "lake" {
  provider = azurerm.partner
  name     = "lake"
}

resource "azurerm_machine_learning_workspace" "workspace" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "lake" {
  name                = "lake"
  workspace_id        = azurerm_machine_learning_workspace.workspace.id
  service_resource_id = azurerm_storage_account.lake.id
  sub_resource_target = "blob"
  spark_enabled       = false
}
