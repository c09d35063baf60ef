# A peering connection between two accounts, with routes on both sides.

terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.requester, aws.accepter]
    }
  }
}

variable "name" {
  type = string
}

variable "requester" {
  type = object({
    vpc    = string
    tables = list(string)
    ranges = list(string)
  })
}

variable "accepter" {
  type = object({
    vpc     = string
    account = string
    tables  = list(string)
    ranges  = list(string)
  })
}

locals {
  requester_routes = { for pair in setproduct(var.requester.tables, var.requester.ranges) : join(" ", pair) => pair }
  accepter_routes  = { for pair in setproduct(var.accepter.tables, var.accepter.ranges) : join(" ", pair) => pair }
}

resource "aws_vpc_peering_connection" "this" {
  provider      = aws.requester
  vpc_id        = var.requester.vpc
  peer_vpc_id   = var.accepter.vpc
  peer_owner_id = var.accepter.account
  auto_accept   = false
  tags          = { Name = var.name, Environment = "sandbox", ManagedBy = "terraform" }
}

resource "aws_vpc_peering_connection_accepter" "this" {
  provider                  = aws.accepter
  vpc_peering_connection_id = aws_vpc_peering_connection.this.id
  auto_accept               = true
  tags                      = { Name = var.name, Environment = "development", ManagedBy = "terraform" }
}

resource "aws_route" "requester" {
  for_each                  = local.requester_routes
  provider                  = aws.requester
  route_table_id            = each.value[0]
  destination_cidr_block    = each.value[1]
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.this.id
}

resource "aws_route" "accepter" {
  for_each                  = local.accepter_routes
  provider                  = aws.accepter
  route_table_id            = each.value[0]
  destination_cidr_block    = each.value[1]
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.this.id
}
