module "workspace" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  workspace_managed_network = {
    firewall_sku = "Basic"
  }
}
