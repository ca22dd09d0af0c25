variable "subnet" {}

resource "azurerm_machine_learning_workspace" "workspace" {
  name = "research"
  managed_network {
    isolation_mode = "AllowInternetOutbound"
  }
  serverless_compute {
    subnet_id         = var.subnet
    public_ip_enabled = false
  }
}
