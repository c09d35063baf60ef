# Private subnets of an environment, with a route table and a network ACL of their own.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "vpc_id" {
  type = string
}

variable "environment" {
  type = string
}

variable "subnets" {
  type = map(object({
    cidr = string
    zone = string
  }))
}

variable "nat_gateway" {
  type    = string
  default = null
}

variable "clients" {
  description = "Ranges that may open connections to the subnets."
  type        = list(string)
}

locals {
  vpc_id = var.vpc_id
  tags   = { Environment = var.environment, ManagedBy = "terraform", Team = "batch" }
}

resource "aws_subnet" "this" {
  for_each          = var.subnets
  vpc_id            = local.vpc_id
  cidr_block        = each.value.cidr
  availability_zone = each.value.zone
  tags              = merge(local.tags, { Name = "flowmart-${var.environment}-${each.key}" })
}

resource "aws_route_table" "this" {
  vpc_id = local.vpc_id
  tags   = merge(local.tags, { Name = "flowmart-${var.environment}-batch" })

  dynamic "route" {
    for_each = var.nat_gateway == null ? [] : [var.nat_gateway]
    content {
      cidr_block     = "0.0.0.0/0"
      nat_gateway_id = route.value
    }
  }
}

resource "aws_route_table_association" "this" {
  for_each       = aws_subnet.this
  subnet_id      = each.value.id
  route_table_id = aws_route_table.this.id
}

resource "aws_network_acl" "this" {
  vpc_id     = local.vpc_id
  subnet_ids = [for subnet in aws_subnet.this : subnet.id]
  tags       = merge(local.tags, { Name = "flowmart-${var.environment}-batch" })

  dynamic "ingress" {
    for_each = var.clients
    content {
      rule_no    = 100 + ingress.key
      action     = "allow"
      protocol   = "-1"
      from_port  = 0
      to_port    = 0
      cidr_block = ingress.value
    }
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 443
    to_port    = 443
    cidr_block = "0.0.0.0/0"
  }
}
