hosts = {
  pypi       = "pypi.org"
  pypi-files = "*.pythonhosted.org"
}
