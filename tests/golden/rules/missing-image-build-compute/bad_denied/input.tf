resource "azurerm_container_registry" "acr" {
  name = "acr"
  network_rule_set {
    default_action = "Deny"
  }
}

resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      containerRegistry = azurerm_container_registry.acr.id
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
      }
    }
  }
}
