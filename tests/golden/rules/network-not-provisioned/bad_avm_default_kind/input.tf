module "workspace" {
  source                        = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name                          = "research"
  provision_network_now_enabled = true
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
