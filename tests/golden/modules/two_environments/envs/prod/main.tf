module "workspace" {
  source         = "../../modules/workspace"
  name           = "prod"
  isolation_mode = "AllowOnlyApprovedOutbound"
}
