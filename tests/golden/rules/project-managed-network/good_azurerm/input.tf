resource "azurerm_ai_foundry_project" "project" {
  name               = "project"
  ai_services_hub_id = azurerm_ai_foundry.hub.id
}
