resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode                = "Disabled"
    provision_on_creation_enabled = true
  }
}
