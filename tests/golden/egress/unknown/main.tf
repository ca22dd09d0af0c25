terraform {
  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = ">= 2.9.0"
    }
  }
}

variable "group_id" { type = string }
variable "mirror" { type = string }
variable "archive_id" { type = string }
variable "open" { type = bool }
variable "token_host" {
  type      = string
  default   = "secret-host.example.net"
  sensitive = true
}

resource "azapi_resource" "storage" {
  type      = "Microsoft.Storage/storageAccounts@2023-05-01"
  name      = "stmlunknown"
  parent_id = var.group_id
  location  = "westeurope"
  body      = { kind = "StorageV2", properties = { publicNetworkAccess = "Disabled" } }
}

resource "azapi_resource" "lake" {
  type      = "Microsoft.Storage/storageAccounts@2023-05-01"
  name      = "stlakeunknown"
  parent_id = var.group_id
  location  = "westeurope"
  body      = { kind = "StorageV2", properties = { publicNetworkAccess = "Disabled" } }
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name      = "ml-unknown"
  parent_id = var.group_id
  location  = "westeurope"
  identity {
    type = "SystemAssigned"
  }
  body = {
    properties = {
      storageAccount      = azapi_resource.storage.id
      publicNetworkAccess = "Disabled"
      managedNetwork      = { isolationMode = "AllowOnlyApprovedOutbound", firewallSku = "Basic" }
    }
  }
}

resource "azapi_resource" "pypi" {
  count     = var.open ? 1 : 0
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "pypi"
  parent_id = azapi_resource.workspace.id
  locks     = [azapi_resource.workspace.id]
  body      = { properties = { type = "FQDN", category = "UserDefined", destination = "pypi.org" } }
}

resource "azapi_resource" "mirror" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "mirror"
  parent_id = azapi_resource.workspace.id
  locks     = [azapi_resource.workspace.id]
  body      = { properties = { type = "FQDN", category = "UserDefined", destination = "wheels.${var.mirror}" } }
}

resource "azapi_resource" "token" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "token"
  parent_id = azapi_resource.workspace.id
  locks     = [azapi_resource.workspace.id]
  body      = { properties = { type = "FQDN", category = "UserDefined", destination = var.token_host } }
}

resource "azapi_resource" "archive" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "archive"
  parent_id = azapi_resource.workspace.id
  locks     = [azapi_resource.workspace.id]
  body = {
    properties = {
      type        = "PrivateEndpoint"
      category    = "UserDefined"
      destination = { serviceResourceId = var.archive_id, subresourceTarget = "blob", sparkEnabled = false }
    }
  }
}

resource "azapi_resource" "lake_rule" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "lake"
  parent_id = azapi_resource.workspace.id
  locks     = [azapi_resource.workspace.id]
  body = {
    properties = {
      type        = "PrivateEndpoint"
      category    = "UserDefined"
      destination = { serviceResourceId = azapi_resource.lake.id, subresourceTarget = "dfs", sparkEnabled = false }
    }
  }
}
