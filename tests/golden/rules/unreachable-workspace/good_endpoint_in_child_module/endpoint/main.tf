variable "target" {
  type = string
}

resource "azurerm_private_endpoint" "workspace" {
  name = "workspace"
  private_service_connection {
    private_connection_resource_id = var.target
    subresource_names              = ["amlworkspace"]
  }
}
