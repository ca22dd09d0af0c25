module "workspace" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name   = "research"
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azapi_resource" "files" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "files"
  parent_id = module.workspace.resource_id
  locks     = [module.workspace.resource_id]
  body = {
    properties = {
      type        = "FQDN"
      destination = "*.pythonhosted.org"
    }
  }
}
