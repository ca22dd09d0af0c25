provider "registry.terraform.io/azure/azapi" {
  version = "2.5.0"
  constraints = "~> 2.1"
}
