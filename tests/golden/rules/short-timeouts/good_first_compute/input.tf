resource "azurerm_machine_learning_workspace" "workspace" {
  name = "research"
  managed_network {
    isolation_mode = "AllowInternetOutbound"
  }
}

resource "azurerm_machine_learning_compute_cluster" "cpu" {
  name                          = "cpu"
  machine_learning_workspace_id = azurerm_machine_learning_workspace.workspace.id
  timeouts {
    create = "90m"
  }
}
