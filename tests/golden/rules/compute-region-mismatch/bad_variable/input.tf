variable "region" {
  type    = string
  default = "northeurope"
}

resource "azurerm_machine_learning_workspace" "this" {
  name     = "research"
  location = "westeurope"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_machine_learning_compute_cluster" "cpu" {
  name                          = "cpu"
  machine_learning_workspace_id = azurerm_machine_learning_workspace.this.id
  location                      = var.region
}
