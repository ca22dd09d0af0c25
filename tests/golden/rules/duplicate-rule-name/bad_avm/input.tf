module "workspace" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name   = "research"
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
    outbound_rules = {
      fqdn = {
        rule = {
          destination = "pypi.org"
        }
      }
      service_tag = {
        rule = {
          action      = "Allow"
          service_tag = "DataFactory"
          protocol    = "TCP"
          port_ranges = "443"
        }
      }
    }
  }
}
