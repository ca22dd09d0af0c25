environments = {
  dev = {
    isolation_mode = "AllowInternetOutbound"
  }
}
