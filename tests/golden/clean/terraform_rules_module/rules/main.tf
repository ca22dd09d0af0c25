variable "workspace_id" {
  type = string
}

variable "hosts" {
  type    = map(string)
  default = {}
}

resource "azapi_resource" "host" {
  for_each  = var.hosts
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  parent_id = var.workspace_id
  name      = each.key
  locks     = [var.workspace_id]

  body = {
    properties = {
      type        = "FQDN"
      category    = "UserDefined"
      destination = each.value
    }
  }
}
