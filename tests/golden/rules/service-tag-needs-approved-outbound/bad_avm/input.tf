module "workspace" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name   = "research"
  workspace_managed_network = {
    isolation_mode = "AllowInternetOutbound"
    outbound_rules = {
      service_tag = {
        factory = {
          action      = "Allow"
          service_tag = "DataFactory"
          protocol    = "TCP"
          port_ranges = "443"
        }
      }
    }
  }
}
