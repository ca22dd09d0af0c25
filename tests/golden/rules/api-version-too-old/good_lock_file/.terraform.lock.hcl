provider "registry.terraform.io/azure/azapi" {
  version = "2.9.0"
}
