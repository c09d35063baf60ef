# Stage 10: the estate. Six environments, one account each; the network hub lives in shared-network.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

variable "accounts" {
  description = "Account numbers by environment, from stage 00."
  type        = map(string)
}

variable "organization_id" {
  description = "The organization, from stage 00."
  type        = string
}

variable "role" {
  description = "The role that Terraform assumes in each account."
  type        = string
  default     = "OrganizationAccountAccessRole"
}

variable "emulated" {
  description = "True when the endpoint is an emulator that takes any credentials."
  type        = bool
  default     = false
}

variable "drifted" {
  description = "True applies the bad month: what drift.tf lists."
  type        = bool
  default     = false
}

locals {
  cidrs = {
    development       = "10.0.0.0/16"
    staging           = "10.1.0.0/16"
    production        = "10.2.0.0/16"
    sandbox           = "10.3.0.0/16"
    shared-network    = "10.10.0.0/16"
    disaster-recovery = "10.12.0.0/16"
  }

  # Where the application and data subnets of each environment lie; the module cuts them the same way everywhere.
  app_ranges  = { for name, cidr in local.cidrs : name => cidrsubnet(cidr, 7, 5) }  # x.y.10.0/23
  data_ranges = { for name, cidr in local.cidrs : name => cidrsubnet(cidr, 7, 10) } # x.y.20.0/23

  anonymiser_range = "10.2.30.0/28"
  head_office      = "192.168.50.0/24"
  engineering      = "192.168.60.0/24"

  production_tier     = [local.cidrs["production"], local.cidrs["disaster-recovery"]]
  non_production_tier = [local.cidrs["development"], local.cidrs["staging"], local.cidrs["sandbox"]]

  cicd_role = "arn:aws:iam::${var.accounts["shared-network"]}:role/flowmart-cicd"
  ami       = "ami-12c6146b"
}
