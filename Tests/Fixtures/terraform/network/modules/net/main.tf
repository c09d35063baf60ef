variable "cidr" {}

variable "nets" {
  type = map(object({
    cidr   = string
    public = optional(bool, false)
    zone   = optional(string)
  }))
}

variable "gateway_id" {
  type    = string
  default = null
}

locals {
  vpc_id  = try(aws_vpc.this[0].id, null)
  private = { for key, net in var.nets : key => net if !net.public }
}

resource "aws_vpc" "this" {
  count      = 1
  cidr_block = var.cidr
}

resource "aws_subnet" "s" {
  for_each          = var.nets
  vpc_id            = local.vpc_id
  cidr_block        = each.value.cidr
  availability_zone = each.value.zone
}

resource "aws_internet_gateway" "g" {
  count  = length([for net in var.nets : net if net.public]) > 0 ? 1 : 0
  vpc_id = aws_vpc.this[0].id
}

resource "aws_route_table" "t" {
  vpc_id = local.vpc_id
  dynamic "route" {
    for_each = { for key, net in var.nets : key => net if net.public }
    content {
      cidr_block = "0.0.0.0/0"
      gateway_id = one(aws_internet_gateway.g[*].id)
    }
  }
  dynamic "route" {
    for_each = length(var.nets) > 0 ? ["10.2.0.0/16"] : []
    content {
      cidr_block         = route.value
      transit_gateway_id = var.gateway_id
    }
  }
  depends_on = [aws_ec2_transit_gateway_vpc_attachment.this]
}

resource "aws_route_table_association" "a" {
  for_each       = aws_subnet.s
  subnet_id      = each.value.id
  route_table_id = aws_route_table.t.id
}

resource "aws_ec2_transit_gateway_vpc_attachment" "this" {
  count              = length(var.nets) > 0 ? 1 : 0
  transit_gateway_id = var.gateway_id
  vpc_id             = local.vpc_id
  subnet_ids         = [for key, subnet in aws_subnet.s : subnet.id if contains(keys(local.private), key)]
}

module "endpoints" {
  source     = "./modules/endpoints"
  vpc_id     = local.vpc_id
  subnet_ids = values(aws_subnet.s)[*].id
  tables     = { main = aws_route_table.t.id }
}

output "vpc_id" {
  value = aws_vpc.this[0].id
}

output "subnets" {
  value = { for key, subnet in aws_subnet.s : key => subnet.id }
}

output "attachment_id" {
  value = one(aws_ec2_transit_gateway_vpc_attachment.this[*].id)
}
