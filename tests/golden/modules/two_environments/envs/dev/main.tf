module "workspace" {
  source         = "../../modules/workspace"
  name           = "dev"
  isolation_mode = "AllowInternetOutbound"
}
