variable "resource_group_name" { type = string }

variable "location" { type = string }

variable "principal_id" { type = string }

resource "azurerm_storage_account" "lake" {
  name                          = "lake"
  resource_group_name           = var.resource_group_name
  location                      = var.location
  account_tier                  = "Standard"
  account_replication_type      = "LRS"
  public_network_access_enabled = false
}

resource "azurerm_role_assignment" "approver" {
  scope                = azurerm_storage_account.lake.id
  role_definition_name = "Azure AI Enterprise Network Connection Approver"
  principal_id         = var.principal_id
}

output "lake_id" {
  value = azurerm_storage_account.lake.id
}
