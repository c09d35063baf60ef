# Sandboxes want development's data: a peering connection, accepted on development's side, with routes and a rule.

module "sandbox_to_development" {
  source = "./modules/peering"
  providers = {
    aws.requester = aws.sandbox
    aws.accepter  = aws.development
  }
  name = "sandbox-development"
  requester = {
    vpc    = var.sandbox_vpc
    tables = var.sandbox_app_route_tables
    ranges = ["10.0.0.0/16"]
  }
  accepter = {
    vpc     = var.development_vpc
    account = var.accounts["development"]
    tables  = var.development_app_route_tables
    ranges  = ["10.3.0.0/16"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "from_sandbox" {
  provider          = aws.development
  security_group_id = var.development_app_group
  description       = "Sandboxes"
  cidr_ipv4         = "10.3.10.0/23"
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
}
