resource "azapi_resource" "workspace" {
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork = {
        isolationMode = "Disabled"
      }
    }
  }
}
