"""
Terraform plans and states as JSON: ``terraform show -json`` of a plan or a state, and the state file itself.

A plan says what each resource will be, what of it is not known before the apply and what is secret; which unknown value
belongs to what, its `configuration` tells. Source: https://developer.hashicorp.com/terraform/internals/json-format
(read 2026-05), Terraform 1.11.4 and OpenTofu 1.9.
"""
