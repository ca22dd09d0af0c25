module "workspace" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name   = "research"
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
