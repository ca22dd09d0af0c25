resource "azapi_resource" "rule" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-06-01"
  name      = "pypi"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.MachineLearningServices/workspaces/research"
  body = {
    properties = {
      type             = "FQDN"
      destination      = "pypi.org"
      status           = "Active"
      errorInformation = "none"
    }
  }
}
