module "workspace" {
  source                        = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name                          = "research"
  public_network_access_enabled = false
  ip_allowlist                  = ["203.0.113.7"]
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
