resource "azurerm_machine_learning_workspace" "this" {
  name                          = "research"
  public_network_access_enabled = false
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_private_endpoint" "workspace" {
  name = "workspace"
  private_service_connection {
    private_connection_resource_id = azurerm_machine_learning_workspace.this.id
    subresource_names              = ["amlworkspace"]
  }
}
