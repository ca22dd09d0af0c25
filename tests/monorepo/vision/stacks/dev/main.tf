variable "open" {
  type = bool
}

module "workspace" {
  source         = "../../modules/workspace"
  name           = "mlw-vision-dev"
  parent_id      = data.azurerm_resource_group.dev.id
  isolation_mode = var.open ? "AllowInternetOutbound" : "AllowOnlyApprovedOutbound"
  hosts          = { conda = "conda.anaconda.org" }
}

data "azurerm_resource_group" "dev" {
  name = "rg-vision-dev"
}
