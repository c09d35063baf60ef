# A small estate in the ways people write them: modules, for_each, count, dynamic blocks, local values.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "accounts" {
  type    = map(string)
  default = { dev = "111111111111", prod = "333333333333" }
}

variable "secret" {
  default   = "a-secret-text"
  sensitive = true
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true
  max_retries                 = 2
}

provider "aws" {
  alias                       = "prod"
  region                      = "us-west-2"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  max_retries                 = 2
}

locals {
  nets = {
    a = { cidr = "10.0.0.0/24", public = true, zone = "us-east-1a" }
    b = { cidr = "10.0.1.0/24", public = false, zone = "us-east-1b" }
  }
  # Which attachment goes into which table.
  associations = {
    net  = { attachment = module.net.attachment_id, table = "spokes" }
    peer = { attachment = aws_ec2_transit_gateway_vpc_attachment.other.id, table = "hub" }
  }
  admin_groups = concat([aws_security_group.app.id], [for r in aws_security_group.extra : r.id])
}

module "net" {
  source     = "./modules/net"
  cidr       = "10.0.0.0/16"
  nets       = local.nets
  gateway_id = aws_ec2_transit_gateway.hub.id
}

module "peer" {
  source    = "./modules/net"
  for_each  = toset(["x", "y"])
  providers = { aws = aws.prod }
  cidr      = each.key == "x" ? "10.8.0.0/16" : "10.9.0.0/16"
  nets      = {}
}

resource "aws_vpc_peering_connection" "p" {
  for_each    = module.peer
  vpc_id      = module.net.vpc_id
  peer_vpc_id = each.value.vpc_id
  peer_region = "us-west-2"
}

# A transit gateway whose tables are joined by a map of local values.
resource "aws_ec2_transit_gateway" "hub" {
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
}

resource "aws_ec2_transit_gateway_route_table" "t" {
  for_each           = toset(["hub", "spokes"])
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
}

resource "aws_vpc" "other" {
  cidr_block = "10.2.0.0/16"
}

resource "aws_subnet" "other" {
  count             = 2
  vpc_id            = aws_vpc.other.id
  cidr_block        = cidrsubnet(aws_vpc.other.cidr_block, 8, count.index)
  availability_zone = "us-east-1${count.index == 0 ? "a" : "b"}"
}

resource "aws_ec2_transit_gateway_vpc_attachment" "other" {
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
  vpc_id             = aws_vpc.other.id
  subnet_ids         = aws_subnet.other[*].id
}

resource "aws_ec2_transit_gateway_route_table_association" "a" {
  for_each                       = local.associations
  transit_gateway_attachment_id  = each.value.attachment
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.t[each.value.table].id
}

resource "aws_route_table" "other" {
  count  = 2
  vpc_id = aws_vpc.other.id
}

# The index is not the resource's own, and nothing in the plan says so.
resource "aws_route_table_association" "swapped" {
  count          = 2
  subnet_id      = aws_subnet.other[1 - count.index].id
  route_table_id = element(aws_route_table.other[*].id, count.index)
}

resource "aws_network_acl" "other" {
  vpc_id     = aws_vpc.other.id
  subnet_ids = [for s in aws_subnet.other : s.id if s.availability_zone == "us-east-1a"]
}

resource "aws_security_group" "db" {
  name   = "db"
  vpc_id = module.net.vpc_id
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.app.id]
  }
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  dynamic "ingress" {
    for_each = aws_security_group.extra
    content {
      from_port       = 9000
      to_port         = 9000
      protocol        = "tcp"
      security_groups = [ingress.value.id]
      description     = ingress.key
    }
  }
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = module.net.vpc_id
}

resource "aws_security_group" "extra" {
  for_each = toset(["one", "two"])
  name     = each.key
  vpc_id   = module.net.vpc_id
}

resource "aws_eip" "e" {
  count  = 2
  domain = "vpc"
}

resource "aws_security_group_rule" "by_address" {
  count             = 2
  type              = "ingress"
  security_group_id = aws_security_group.app.id
  protocol          = "tcp"
  from_port         = 443 + count.index
  to_port           = 443 + count.index
  cidr_blocks       = ["${aws_eip.e[count.index].public_ip}/32", "10.0.0.0/8"]
}

resource "aws_network_interface" "admin" {
  subnet_id       = module.net.subnets["a"]
  security_groups = local.admin_groups
}

resource "aws_ssm_parameter" "s" {
  name  = "/a"
  type  = "SecureString"
  value = var.secret
}

resource "aws_iam_role" "caller" {
  name = "caller"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole"
  }] })
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.caller.arn, "arn:aws:iam::${var.accounts["dev"]}:root"]
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ["deploy"]
    }
  }
}

resource "aws_iam_role" "deploy" {
  name               = "deploy"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "deploy" {
  role = aws_iam_role.deploy.name
  name = "assume"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.caller.arn
  }] })
}

resource "aws_s3_bucket" "b" {
  bucket = "fixture-bucket"
}

resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({ Version = "2012-10-17", Statement = concat([{
    Effect   = "Allow", Principal = { AWS = aws_iam_role.deploy.arn }, Action = "s3:GetObject",
    Resource = "${aws_s3_bucket.b.arn}/*"
    }], [for name in ["caller"] : {
    Effect = "Deny", Principal = { AWS = aws_iam_role.caller.arn }, Action = "s3:*", Resource = aws_s3_bucket.b.arn
  }]) })
}
