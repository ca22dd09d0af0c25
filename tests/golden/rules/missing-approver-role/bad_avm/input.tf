resource "azurerm_storage_account" "lake" {
  name = "lake"
}

module "workspace" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name   = "research"
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
    outbound_rules = {
      private_endpoint = {
        lake = {
          resource_id         = azurerm_storage_account.lake.id
          sub_resource_target = "blob"
        }
      }
    }
  }
}
