variable "name" {
  type = string
}

variable "parent_id" {
  type = string
}

variable "isolation_mode" {
  type    = string
  default = "Disabled"
}

variable "hosts" {
  type    = map(string)
  default = {}
}

variable "private_endpoints" {
  type = map(object({
    id          = string
    subresource = string
    spark       = optional(bool, false)
  }))
  default = {}
}
