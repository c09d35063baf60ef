terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "environment" {
  type = string
}

variable "data_class" {
  description = "What the environment's data are: customer, anonymised, synthetic or operational. The tag of its data stores."
  type        = string
}

variable "cidr" {
  description = "The VPC's range, a /16."
  type        = string
}

variable "region" {
  type = string
}

variable "account_id" {
  type = string
}

variable "organization_id" {
  type = string
}

variable "ami" {
  type = string
}

variable "cicd_role" {
  description = "ARN of the role that deploys to every environment."
  type        = string
}

variable "nat_gateways" {
  description = "1, or 2 for one in each zone."
  type        = number
  default     = 1
}

variable "transit" {
  description = "Attach the VPC to a transit gateway; the routes of each tier that go there."
  type = object({
    gateway_id  = string
    app_routes  = list(string)
    data_routes = list(string)
  })
  default = null
}

variable "denied_ranges" {
  description = "Ranges that the network ACL of the public and application subnets refuses both ways."
  type        = list(string)
  default     = []
}

variable "offices" {
  description = "On-premises ranges that may reach the application tier."
  type        = list(string)
  default     = []
}

variable "application_sources" {
  description = "Other ranges that may reach the application's port 8080."
  type        = map(string)
  default     = {}
}

variable "monitoring_source" {
  description = "Range from which metrics are collected on port 9100."
  type        = string
  default     = null
}

variable "database_sources" {
  description = "Ranges outside the VPC that may open the database."
  type        = map(string)
  default     = {}
}

variable "data_acl_sources" {
  description = "Further ranges that the data subnets' network ACL admits to the database's port."
  type        = list(string)
  default     = []
}

variable "database_destinations" {
  description = "Ranges of databases that this environment's database subscribes to."
  type        = map(string)
  default     = {}
}

variable "load_balancer" {
  description = "internet-facing, internal, or null for none."
  type        = string
  default     = null
}

variable "database" {
  description = "Size of the orders database; null for none."
  type = object({
    instance_class = string
    multi_az       = bool
  })
  default = null
}

variable "cluster_nodes" {
  description = "EKS nodes; 0 for no cluster."
  type        = number
  default     = 0
}

variable "cluster_node_type" {
  type    = string
  default = "t3.large"
}

variable "hosts" {
  description = "Application instances beside the cluster."
  type        = number
  default     = 1
}

variable "function" {
  description = "Whether the environment has the order-events function."
  type        = bool
  default     = true
}

variable "private_endpoints" {
  description = "Whether Secrets Manager is reached through an interface endpoint."
  type        = bool
  default     = false
}

locals {
  name       = "flowmart-${var.environment}"
  zones      = ["${var.region}a", "${var.region}b"]
  app_range  = cidrsubnet(var.cidr, 7, 5)
  data_range = cidrsubnet(var.cidr, 7, 10)
  tags = {
    Environment = var.environment
    ManagedBy   = "terraform"
  }
}
