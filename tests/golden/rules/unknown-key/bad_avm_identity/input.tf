module "workspace" {
  source              = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  version             = "0.9.0"
  name                = "research"
  location            = "westeurope"
  resource_group_name = "ml"
  storage_account     = { resource_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Storage/storageAccounts/research" }
  managed_identities = {
    user_assigned = ["/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.ManagedIdentity/userAssignedIdentities/research"]
  }
}
