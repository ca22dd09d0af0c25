variable "isolation_mode" { type = string }

variable "firewall_sku" {
  type    = string
  default = "Standard"
}

variable "provision" {
  type    = bool
  default = true
}

resource "azapi_resource" "hub" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "research"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  body = {
    kind = "Hub"
    properties = {
      provisionNetworkNow = var.provision
      managedNetwork = {
        isolationMode = var.isolation_mode
        firewallSku   = var.firewall_sku
      }
    }
  }
}
