variable "name" { type = string }

variable "resource_group_id" { type = string }

variable "isolation_mode" { type = string }

resource "azapi_resource" "this" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = var.name
  parent_id = var.resource_group_id

  identity {
    type = "SystemAssigned"
  }

  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork = {
        isolationMode = var.isolation_mode
      }
    }
  }
}

output "id" {
  value = azapi_resource.this.id
}
