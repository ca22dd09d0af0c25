"""What a Terraform module declares: workspaces, the rules that belong to them, and their neighbours."""
