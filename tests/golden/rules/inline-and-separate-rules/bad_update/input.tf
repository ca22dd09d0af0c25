resource "azurerm_machine_learning_workspace" "this" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azapi_update_resource" "update" {
  type        = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  resource_id = azurerm_machine_learning_workspace.this.id
  body = {
    properties = {
      managedNetwork = {
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
  workspace_id     = azurerm_machine_learning_workspace.this.id
  destination_fqdn = "*.pythonhosted.org"
}
