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

resource "azurerm_role_assignment" "approver" {
  scope                = azurerm_storage_account.lake.id
  role_definition_name = "Azure AI Enterprise Network Connection Approver"
  principal_id         = module.workspace.system_assigned_mi_principal_id
}
