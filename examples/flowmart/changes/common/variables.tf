# What the small roots know of the estate: ids of what is there already, from the outputs of its state.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

variable "accounts" {
  type = map(string)
}

variable "organization_id" {
  type = string
}

variable "role" {
  type    = string
  default = "OrganizationAccountAccessRole"
}

variable "emulated" {
  type    = bool
  default = false
}

variable "anonymiser_group" {
  type = string
}

variable "anonymiser_subnet" {
  type = string
}

variable "development_app_group" {
  type = string
}

variable "development_app_route_tables" {
  type = list(string)
}

variable "development_app_subnets" {
  type = list(string)
}

variable "development_nat_address" {
  type = string
}

variable "development_nat_gateway" {
  type = string
}

variable "development_vpc" {
  type = string
}

variable "production_app_group" {
  type = string
}

variable "production_app_hosts" {
  type = list(string)
}

variable "production_app_subnets" {
  type = list(string)
}

variable "production_client_vpn" {
  type = string
}

variable "production_nlb_group" {
  type = string
}

variable "production_public_subnets" {
  type = list(string)
}

variable "production_vpc" {
  type = string
}

variable "sandbox_app_route_tables" {
  type = list(string)
}

variable "sandbox_vpc" {
  type = string
}

variable "transit_gateway" {
  type = string
}
