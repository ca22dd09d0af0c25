variable "private" { type = bool }

variable "rules" {
  type    = any
  default = {}
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "research"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  body = {
    properties = {
      publicNetworkAccess = var.private ? "Disabled" : "Enabled"
      containerRegistry   = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.ContainerRegistry/registries/research"
      provisionNetworkNow = true
      managedNetwork = {
        isolationMode = var.private ? "AllowOnlyApprovedOutbound" : "AllowInternetOutbound"
        outboundRules = merge(var.rules, {
          pypi = {
            type        = "FQDN"
            destination = "pypi.org"
          }
        })
      }
    }
  }

  timeouts {
    create = "90m"
  }
}
