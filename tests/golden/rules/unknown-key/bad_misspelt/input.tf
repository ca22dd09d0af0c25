resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "lake" {
  name                = "lake"
  workspace_id        = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.MachineLearningServices/workspaces/research"
  service_resource_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/lake"
  sub_resource_type   = "blob"
}
