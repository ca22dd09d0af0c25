resource "azurerm_application_insights" "logs" {
  name = "logs"
}

module "workspace" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name   = "research"
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
    outbound_rules = {
      private_endpoint = {
        logs = {
          resource_id         = azurerm_application_insights.logs.id
          sub_resource_target = "azuremonitor"
        }
      }
    }
  }
}
