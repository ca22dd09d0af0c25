variable "workspace_id" { type = string }

variable "hosts" { type = set(string) }

resource "azapi_resource" "host" {
  for_each  = var.hosts
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-06-01"
  name      = replace(replace(each.key, "*.", "all-"), ".", "-")
  parent_id = var.workspace_id
  locks     = [var.workspace_id]
  body = {
    properties = {
      type        = "FQDN"
      destination = each.value
    }
  }
}
