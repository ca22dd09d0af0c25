# resource "azapi_resource" "workspace" {
#   type = "Microsoft.MachineLearningServices/workspaces@2020-01-01"
#   body = { properties = { managedNetwork = { isolationMode = "AllowEverything" } } }
# }

/*
resource "azurerm_machine_learning_workspace" "research" {
  managed_network {
    isolation_mode = "AllowEverything"
  }
}
*/

locals {
  notes = <<-TEXT
    resource "azurerm_ai_foundry" "hub" {
      managed_network {
        isolation_mode = "AllowEverything"
      }
    }
  TEXT
}
