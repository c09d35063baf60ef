# The weekly refresh: one host in production reads the orders database, anonymises, and writes to staging's. Its subnet,
# route table, ACL and group allow that and nothing else; nothing may call it.

locals {
  # Staging's side: who may open its database, and where the answers go.
  staging_refresh = { "Anonymised refresh from production" = var.drifted ? local.cidrs["production"] : local.anonymiser_range }
  staging_replies = [var.drifted ? local.cidrs["production"] : local.anonymiser_range]
}

resource "aws_subnet" "anonymiser" {
  provider          = aws.production
  vpc_id            = module.production.vpc_id
  cidr_block        = local.anonymiser_range
  availability_zone = "us-east-1a"
  tags              = { Name = "flowmart-production-anonymiser", Environment = "production", Role = "anonymiser", ManagedBy = "terraform" }
}

resource "aws_route_table" "anonymiser" {
  provider = aws.production
  vpc_id   = module.production.vpc_id
  tags     = { Name = "flowmart-production-anonymiser", Environment = "production", Role = "anonymiser", ManagedBy = "terraform" }
}

resource "aws_route_table_association" "anonymiser" {
  provider       = aws.production
  subnet_id      = aws_subnet.anonymiser.id
  route_table_id = aws_route_table.anonymiser.id
}

resource "aws_route" "anonymiser_to_staging" {
  provider               = aws.production
  route_table_id         = aws_route_table.anonymiser.id
  destination_cidr_block = local.data_ranges["staging"]
  transit_gateway_id     = aws_ec2_transit_gateway.hub.id
  depends_on             = [module.production]
}

resource "aws_network_acl" "anonymiser" {
  provider   = aws.production
  vpc_id     = module.production.vpc_id
  subnet_ids = [aws_subnet.anonymiser.id]
  tags       = { Name = "flowmart-production-anonymiser", Environment = "production", Role = "anonymiser", ManagedBy = "terraform" }

  dynamic "egress" {
    for_each = [local.data_ranges["production"], local.data_ranges["staging"]]
    content {
      rule_no    = 100 + egress.key
      action     = "allow"
      protocol   = "tcp"
      from_port  = 5432
      to_port    = 5432
      cidr_block = egress.value
    }
  }
  dynamic "ingress" {
    for_each = [local.data_ranges["production"], local.data_ranges["staging"]]
    content {
      rule_no    = 100 + ingress.key
      action     = "allow"
      protocol   = "tcp"
      from_port  = 1024
      to_port    = 65535
      cidr_block = ingress.value
    }
  }
}

resource "aws_security_group" "anonymiser" {
  provider    = aws.production
  name        = "flowmart-production-anonymiser"
  description = "Anonymiser: reads production, writes staging, accepts nothing"
  vpc_id      = module.production.vpc_id
  tags        = { Name = "flowmart-production-anonymiser", Environment = "production", Role = "anonymiser", ManagedBy = "terraform" }
}

resource "aws_vpc_security_group_egress_rule" "anonymiser" {
  for_each          = { production = local.data_ranges["production"], staging = local.data_ranges["staging"] }
  provider          = aws.production
  security_group_id = aws_security_group.anonymiser.id
  description       = "Orders database of ${each.key}"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
}

resource "aws_vpc_security_group_ingress_rule" "production_database_from_anonymiser" {
  provider                     = aws.production
  security_group_id            = module.production.database_group
  description                  = "Anonymiser"
  referenced_security_group_id = aws_security_group.anonymiser.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_iam_role" "anonymiser" {
  provider    = aws.production
  name        = "flowmart-production-anonymiser"
  description = "The anonymiser reads its connection parameters"
  tags        = { Environment = "production", Role = "anonymiser", ManagedBy = "terraform" }
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "anonymiser" {
  provider = aws.production
  name     = "own-parameters"
  role     = aws_iam_role.anonymiser.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["ssm:GetParameter", "ssm:GetParametersByPath"]
      Resource = "arn:aws:ssm:us-east-1:${var.accounts["production"]}:parameter/flowmart/production/anonymiser/*"
    }]
  })
}

resource "aws_iam_instance_profile" "anonymiser" {
  provider = aws.production
  name     = "flowmart-production-anonymiser"
  role     = aws_iam_role.anonymiser.name
}

resource "aws_network_interface" "anonymiser" {
  provider        = aws.production
  subnet_id       = aws_subnet.anonymiser.id
  private_ips     = ["10.2.30.5"]
  security_groups = [aws_security_group.anonymiser.id]
  description     = "Anonymiser"
  tags            = { Name = "flowmart-production-anonymiser", Environment = "production", Role = "anonymiser", ManagedBy = "terraform" }
}

resource "aws_instance" "anonymiser" {
  provider             = aws.production
  ami                  = local.ami
  instance_type        = "r5.large"
  iam_instance_profile = aws_iam_instance_profile.anonymiser.name
  tags                 = { Name = "flowmart-production-anonymiser", Environment = "production", Service = "anonymiser", Role = "anonymiser", ManagedBy = "terraform" }
  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.anonymiser.id
  }
}
