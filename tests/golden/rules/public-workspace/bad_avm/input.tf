module "workspace" {
  source                        = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name                          = "research"
  public_network_access_enabled = true
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
