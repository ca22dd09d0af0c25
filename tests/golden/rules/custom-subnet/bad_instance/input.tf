resource "azurerm_subnet" "clients" {
  name = "clients"
}

resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_compute_instance" "cpu" {
  name                          = "cpu"
  machine_learning_workspace_id = azurerm_machine_learning_workspace.this.id
  subnet_resource_id            = azurerm_subnet.clients.id
}
