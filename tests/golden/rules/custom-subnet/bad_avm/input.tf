resource "azurerm_subnet" "clients" {
  name = "clients"
}

module "workspace" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name   = "research"
  serverless_compute = {
    subnet_id = azurerm_subnet.clients.id
  }
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
