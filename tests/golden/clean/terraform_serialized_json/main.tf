provider "azapi" {
  ignore_no_op_changes = false
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2024-10-01"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml"
  name      = "research"
  location  = "westeurope"

  identity {
    type = "SystemAssigned"
  }

  body = jsonencode({
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          pypi       = { type = "FQDN", category = "UserDefined", destination = "pypi.org" }
          pypi-files = { type = "FQDN", category = "UserDefined", destination = "*.pythonhosted.org" }
        }
      }
    }
  })
}

resource "azurerm_private_endpoint" "workspace" {
  name                = "workspace"
  resource_group_name = "ml"
  location            = "westeurope"
  subnet_id           = var.client_subnet_id
  private_service_connection {
    name                           = "workspace"
    private_connection_resource_id = azapi_resource.workspace.id
    subresource_names              = ["amlworkspace"]
    is_manual_connection           = false
  }
}

variable "client_subnet_id" {
  type = string
}
