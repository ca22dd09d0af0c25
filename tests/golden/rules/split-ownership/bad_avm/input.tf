module "workspace" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name   = "research"
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azapi_update_resource" "update" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  resource_id = module.workspace.resource_id
  body = {
    properties = {
      managedNetwork = {
        firewallSku = "Basic"
      }
    }
  }
}
