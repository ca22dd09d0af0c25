module "hub" {
  source  = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  version = "0.9.0"

  name                = "hub"
  location            = "westeurope"
  resource_group_name = "ml"
  kind                = "Hub"

  storage_account = {
    resource_id = azurerm_storage_account.ml.id
  }
  key_vault = {
    resource_id = azurerm_key_vault.ml.id
  }

  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
    firewall_sku   = "Basic"
    outbound_rules = {
      fqdn = {
        pypi       = { destination = "pypi.org" }
        pypi-files = { destination = "*.pythonhosted.org" }
      }
      private_endpoint = {
        search = {
          resource_id         = azurerm_search_service.documents.id
          sub_resource_target = "searchService"
        }
      }
    }
  }
  provision_network_now_enabled = true

  managed_identities = {
    user_assigned_resource_ids = [azurerm_user_assigned_identity.hub.id]
  }
  depends_on = [azurerm_role_assignment.search]

  private_endpoints = {
    clients = {
      subnet_resource_id = var.client_subnet_id
    }
  }
}

resource "azurerm_search_service" "documents" {
  name                = "documents"
  resource_group_name = "ml"
  location            = "westeurope"
  sku                 = "basic"
}

resource "azurerm_role_assignment" "search" {
  scope                = azurerm_search_service.documents.id
  role_definition_name = "Azure AI Enterprise Network Connection Approver"
  principal_id         = azurerm_user_assigned_identity.hub.principal_id
}

resource "azurerm_user_assigned_identity" "hub" {
  name                = "hub"
  resource_group_name = "ml"
  location            = "westeurope"
}

variable "client_subnet_id" {
  type = string
}

resource "azurerm_storage_account" "ml" {
  name                     = "mldefault"
  resource_group_name      = "ml"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_key_vault" "ml" {
  name                = "ml-secrets"
  resource_group_name = "ml"
  location            = "westeurope"
  sku_name            = "standard"
  tenant_id           = var.tenant_id
}

variable "tenant_id" {
  type = string
}
