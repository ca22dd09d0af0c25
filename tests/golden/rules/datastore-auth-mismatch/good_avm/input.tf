resource "azurerm_storage_account" "lake" {
  name                      = "lake"
  shared_access_key_enabled = false
}

module "workspace" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name   = "research"
  storage_account = {
    resource_id = azurerm_storage_account.lake.id
  }
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
