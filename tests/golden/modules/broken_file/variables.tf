variable "mode" { type = string, default = "AllowInternetOutbound" }

variable "location" {
  type    = string
  default = "westeurope"
}
