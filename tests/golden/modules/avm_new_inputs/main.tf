resource "azurerm_storage_account" "lake" {
  name                     = "lake"
  resource_group_name      = "data"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

module "workspace" {
  source              = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  version             = "0.9.0"
  name                = "research"
  location            = "westeurope"
  resource_group_name = "ml"
  kind                = "Default"
  storage_account     = { resource_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Storage/storageAccounts/research" }
  key_vault           = { resource_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.KeyVault/vaults/research" }
  container_registry  = { resource_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.ContainerRegistry/registries/research" }
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
    outbound_rules = {
      fqdn = {
        python = { destination = "pypi.org" }
      }
      private_endpoint = {
        python = {
          resource_id         = azurerm_storage_account.lake.id
          sub_resource_target = "blob"
        }
      }
      service_tag = {
        factory = {
          action      = "Allow"
          service_tag = "DataFactory"
          protocol    = "TCP"
          port_ranges = "443"
          portRanges  = "8443"
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
