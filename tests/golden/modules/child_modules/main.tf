variable "environments" {
  type = map(object({
    isolation_mode = optional(string, "AllowOnlyApprovedOutbound")
    hosts          = optional(set(string), [])
  }))
}

resource "azurerm_resource_group" "ml" {
  for_each = var.environments
  name     = "ml-${each.key}"
  location = "westeurope"
}

module "workspace" {
  source            = "./modules/workspace"
  for_each          = var.environments
  name              = "ml-${each.key}"
  resource_group_id = azurerm_resource_group.ml[each.key].id
  isolation_mode    = each.value.isolation_mode
}

module "hosts" {
  source       = "./modules/hosts"
  for_each     = var.environments
  workspace_id = module.workspace[each.key].id
  hosts        = each.value.hosts
}
