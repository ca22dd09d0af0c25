"""Terraform's functions, one module per family, with the results of Terraform 1.11. `call.py` lists the families."""
