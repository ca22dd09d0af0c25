variable "scope" { type = string }

variable "principal" { type = string }

resource "azurerm_role_assignment" "approver" {
  scope                = var.scope
  role_definition_name = "Azure AI Enterprise Network Connection Approver"
  principal_id         = var.principal
}
