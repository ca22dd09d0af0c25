environments = {
  dev = {
    isolation_mode = "AllowInternetOutbound"
    hosts          = ["pypi.org"]
  }
  prod = {
    hosts = ["pypi.org", "*.pythonhosted.org", "lake.blob.core.windows.net"]
  }
}
