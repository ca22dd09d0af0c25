managed_network = {
  isolation_mode = "AllowInternetOutbound"
}
