resource "azurerm_key_vault" "kv" {
  name = "kv"
}

module "workspace" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name   = "research"
  key_vault = {
    resource_id = azurerm_key_vault.kv.id
  }
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
    outbound_rules = {
      private_endpoint = {
        kv = {
          resource_id         = azurerm_key_vault.kv.id
          sub_resource_target = "vault"
        }
      }
    }
  }
}
