# Development in a root of its own, with its part of the state: a second application host, and a larger database.

module "development" {
  source            = "../../terraform/10-estate/modules/environment"
  providers         = { aws = aws.development }
  environment       = "development"
  data_class        = "anonymised"
  cidr              = "10.0.0.0/16"
  region            = "us-east-1"
  account_id        = var.accounts["development"]
  organization_id   = var.organization_id
  cicd_role         = "arn:aws:iam::${var.accounts["shared-network"]}:role/flowmart-cicd"
  ami               = "ami-12c6146b"
  load_balancer     = "internal"
  hosts             = var.hosts
  database          = var.database
  cluster_nodes     = 2
  denied_ranges     = ["10.2.0.0/16", "10.12.0.0/16"]
  offices           = ["192.168.60.0/24"]
  monitoring_source = "10.10.10.0/23"
  transit = {
    gateway_id  = var.transit_gateway
    app_routes  = ["10.1.0.0/16", "10.10.0.0/16", "192.168.60.0/24"]
    data_routes = []
  }
}

variable "hosts" {
  type    = number
  default = 1
}

variable "database" {
  type = object({
    instance_class = string
    multi_az       = bool
  })
  default = { instance_class = "db.t3.medium", multi_az = false }
}
