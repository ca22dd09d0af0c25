variable "scope" {
  type = string
}

resource "azurerm_management_lock" "keep" {
  name       = "keep"
  scope      = var.scope
  lock_level = "CanNotDelete"
}
