"""Generated Terraform, applied by the real provider to a stand-in for Azure Resource Manager."""
