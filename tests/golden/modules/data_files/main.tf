locals {
  rules = yamldecode(file("${path.module}/rules.yml"))
  hosts = jsondecode(file("${path.module}/hosts.json"))
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "research"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      containerRegistry   = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.ContainerRegistry/registries/research"
      managedNetwork = {
        isolationMode = local.rules.mode
        outboundRules = {
          for name, host in local.hosts : name => { type = "FQDN", destination = host }
        }
      }
    }
  }
}
