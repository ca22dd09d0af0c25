locals {
  fqdn_rules = {
    for name, host in var.hosts : name => { type = "FQDN", category = "UserDefined", destination = host }
  }
  private_endpoint_rules = {
    for name, target in var.private_endpoints : name => {
      type     = "PrivateEndpoint"
      category = "UserDefined"
      destination = {
        serviceResourceId = target.id
        subresourceTarget = target.subresource
        sparkEnabled      = target.spark
      }
    }
  }
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = var.name
  parent_id = var.parent_id
  location  = "westeurope"

  identity {
    type = "SystemAssigned"
  }

  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork = {
        isolationMode = var.isolation_mode
        outboundRules = merge(local.fqdn_rules, local.private_endpoint_rules)
      }
    }
  }
}

output "id" {
  value = azapi_resource.workspace.id
}
