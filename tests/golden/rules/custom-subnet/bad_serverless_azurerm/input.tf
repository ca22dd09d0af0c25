resource "azurerm_subnet" "clients" {
  name = "clients"
}

resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  serverless_compute {
    subnet_id = azurerm_subnet.clients.id
  }
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
