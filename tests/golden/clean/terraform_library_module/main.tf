# A module that somebody else calls: what decides is an argument.
variable "name" {
  type = string
}

variable "resource_group_id" {
  type = string
}

variable "isolation_mode" {
  type     = string
  nullable = false
}

variable "outbound_rules" {
  type = map(object({
    type        = string
    destination = any
  }))
  default = {}
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  parent_id = var.resource_group_id
  name      = var.name

  identity {
    type = "SystemAssigned"
  }

  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork = {
        isolationMode = var.isolation_mode
        outboundRules = var.outbound_rules
      }
    }
  }
}

output "id" {
  value = azapi_resource.workspace.id
}
