resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          pypi = {
            type        = "FQDN"
            destination = "pypi.org"
          }
        }
      }
    }
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "files" {
  name             = "files"
  workspace_id     = azapi_resource.workspace.id
  destination_fqdn = "*.pythonhosted.org"
}
