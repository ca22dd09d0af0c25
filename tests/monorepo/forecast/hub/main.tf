module "hub" {
  source              = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  version             = "0.9.0"
  name                = "hub-forecast"
  location            = "westeurope"
  resource_group_name = "rg-forecast"
  kind                = "Hub"

  public_network_access_enabled = false

  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
    outbound_rules = {
      fqdn = {
        everything = { destination = "*" }
      }
      service_tag = {
        storage = {
          action      = "Allow"
          service_tag = "Storage"
          protocol    = "*"
          port_ranges = "*"
        }
      }
    }
  }
}
