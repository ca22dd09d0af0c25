module "workspace" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name   = "research"
  lock = {
    kind = "CanNotDelete"
  }
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
