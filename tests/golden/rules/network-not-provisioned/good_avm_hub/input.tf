module "workspace" {
  source                        = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name                          = "research"
  kind                          = "Hub"
  provision_network_now_enabled = true
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
