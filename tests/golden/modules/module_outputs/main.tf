module "hub" {
  source = "./hub"
  count  = 1
}

resource "azapi_resource" "pypi" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-06-01"
  name      = "pypi"
  parent_id = lookup(module.hub[0], "id", null)
  body = {
    properties = {
      type        = "FQDN"
      destination = "pypi.org"
    }
  }
}

resource "azapi_resource" "wheels" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-06-01"
  name      = "wheels"
  parent_id = try(module.hub[0].id, "")
  body = {
    properties = {
      type        = "FQDN"
      destination = "*.pythonhosted.org"
    }
  }
}
