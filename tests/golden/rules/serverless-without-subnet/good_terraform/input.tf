resource "azurerm_machine_learning_workspace" "workspace" {
  name = "research"
  managed_network {
    isolation_mode = "AllowInternetOutbound"
  }
  serverless_compute {
    public_ip_enabled = true
  }
}
