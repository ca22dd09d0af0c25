resource "azurerm_storage_account" "forecast" {
  name                     = "stforecast"
  resource_group_name      = "rg-forecast"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
  is_hns_enabled           = true
}

resource "azurerm_key_vault" "forecast" {
  name                = "kv-forecast"
  resource_group_name = "rg-forecast"
  location            = "westeurope"
  tenant_id           = var.tenant_id
  sku_name            = "standard"
}

resource "azurerm_application_insights" "forecast" {
  name                = "appi-forecast"
  resource_group_name = "rg-forecast"
  location            = "westeurope"
  application_type    = "web"
}

variable "tenant_id" {
  type = string
}
