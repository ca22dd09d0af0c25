variable "identity_id" {
  type    = string
  default = ""
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "research"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  body = {
    properties = {
      primaryUserAssignedIdentity = var.identity_id
    }
  }
}
