resource "azurerm_subnet" "clients" {
  name = "clients"
}

variable "workspace" {
  type = string
}

resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_compute_cluster" "cpu" {
  name                          = "cpu"
  machine_learning_workspace_id = var.workspace
  subnet_resource_id            = azurerm_subnet.clients.id
}
