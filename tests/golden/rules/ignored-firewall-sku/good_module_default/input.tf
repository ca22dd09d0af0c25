module "hub" {
  source         = "./hub"
  isolation_mode = "AllowInternetOutbound"
}
