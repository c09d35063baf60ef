# Two more private subnets for development's batch jobs, in a root of the batch team: it knows the VPC by its id.

module "batch" {
  source      = "./modules/subnets"
  providers   = { aws = aws.development }
  vpc_id      = var.development_vpc
  environment = "development"
  subnets = {
    batch-a = { cidr = "10.0.40.0/24", zone = "us-east-1a" }
    batch-b = { cidr = "10.0.41.0/24", zone = "us-east-1b" }
  }
  nat_gateway = var.development_nat_gateway
  clients     = ["10.0.0.0/16"]
}
