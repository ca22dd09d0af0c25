variable "timeouts" {
  type    = any
  default = null
}

resource "azurerm_machine_learning_workspace" "workspace" {
  name = "research"
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
  dynamic "timeouts" {
    for_each = [1]
    content {
      create = "60m"
    }
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "pypi" {
  name             = "pypi"
  workspace_id     = azurerm_machine_learning_workspace.workspace.id
  destination_fqdn = "pypi.org"
  timeouts {
    create = "60m"
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_service_tag" "data" {
  name         = "data"
  workspace_id = azurerm_machine_learning_workspace.workspace.id
  service_tag  = "AzureOpenDatasets"
  protocol     = "TCP"
  port_ranges  = "443"
  dynamic "timeouts" {
    for_each = var.timeouts == null ? [] : [var.timeouts]
    content {
      create = try(timeouts.value.create, null)
    }
  }
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "lake" {
  name                = "lake"
  workspace_id        = azurerm_machine_learning_workspace.workspace.id
  service_resource_id = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/ml/providers/Microsoft.Storage/storageAccounts/lake"
  sub_resource_target = "blob"
  spark_enabled       = false
  timeouts {
    create = "60m"
    delete = "60m"
  }
}
