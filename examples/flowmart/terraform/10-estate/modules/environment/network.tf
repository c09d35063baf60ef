# The VPC: public, application, data and transit subnets in two zones.

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  tags                 = merge(local.tags, { Name = local.name })
}

resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(var.cidr, 8, count.index)
  availability_zone = local.zones[count.index]
  tags              = merge(local.tags, { Name = "${local.name}-public-${count.index + 1}", Role = "public" })
}

resource "aws_subnet" "app" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(var.cidr, 8, 10 + count.index)
  availability_zone = local.zones[count.index]
  tags              = merge(local.tags, { Name = "${local.name}-app-${count.index + 1}", Role = "application" })
}

resource "aws_subnet" "data" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(var.cidr, 8, 20 + count.index)
  availability_zone = local.zones[count.index]
  tags              = merge(local.tags, { Name = "${local.name}-data-${count.index + 1}", Role = "data" })
}

# The transit gateway gets subnets of its own, so that their route table and ACL say what arriving traffic may do.
resource "aws_subnet" "transit" {
  count             = var.transit == null ? 0 : 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(var.cidr, 12, 4080 + count.index)
  availability_zone = local.zones[count.index]
  tags              = merge(local.tags, { Name = "${local.name}-transit-${count.index + 1}", Role = "transit" })
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
  tags   = merge(local.tags, { Name = "${local.name}-igw" })
}

resource "aws_eip" "nat" {
  count  = var.nat_gateways
  domain = "vpc"
  tags   = merge(local.tags, { Name = "${local.name}-nat-${count.index + 1}" })
}

resource "aws_nat_gateway" "this" {
  count         = var.nat_gateways
  allocation_id = aws_eip.nat[count.index].id
  subnet_id     = aws_subnet.public[count.index].id
  tags          = merge(local.tags, { Name = "${local.name}-nat-${count.index + 1}" })
}

resource "aws_ec2_transit_gateway_vpc_attachment" "this" {
  count                                           = var.transit == null ? 0 : 1
  transit_gateway_id                              = var.transit.gateway_id
  vpc_id                                          = aws_vpc.this.id
  subnet_ids                                      = aws_subnet.transit[*].id
  transit_gateway_default_route_table_association = null
  transit_gateway_default_route_table_propagation = null
  tags                                            = merge(local.tags, { Name = local.name })
}

# ---- Routes ----

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id
  tags   = merge(local.tags, { Name = "${local.name}-public" })
}

resource "aws_route_table" "app" {
  count  = var.nat_gateways
  vpc_id = aws_vpc.this.id
  tags   = merge(local.tags, { Name = "${local.name}-app-${count.index + 1}" })
}

resource "aws_route_table" "data" {
  vpc_id = aws_vpc.this.id
  tags   = merge(local.tags, { Name = "${local.name}-data" })
}

resource "aws_route_table" "transit" {
  count  = var.transit == null ? 0 : 1
  vpc_id = aws_vpc.this.id
  tags   = merge(local.tags, { Name = "${local.name}-transit" })
}

resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "app" {
  count          = 2
  subnet_id      = aws_subnet.app[count.index].id
  route_table_id = aws_route_table.app[count.index % var.nat_gateways].id
}

resource "aws_route_table_association" "data" {
  count          = 2
  subnet_id      = aws_subnet.data[count.index].id
  route_table_id = aws_route_table.data.id
}

resource "aws_route_table_association" "transit" {
  count          = var.transit == null ? 0 : 2
  subnet_id      = aws_subnet.transit[count.index].id
  route_table_id = aws_route_table.transit[0].id
}

resource "aws_route" "public_internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_route" "app_internet" {
  count                  = var.nat_gateways
  route_table_id         = aws_route_table.app[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[count.index].id
}

locals {
  app_transit_routes = var.transit == null ? {} : {
    for pair in setproduct(range(var.nat_gateways), var.transit.app_routes) :
    "${pair[0] + 1} ${pair[1]}" => { table = pair[0], range = pair[1] }
  }
}

resource "aws_route" "app_transit" {
  for_each               = local.app_transit_routes
  route_table_id         = aws_route_table.app[each.value.table].id
  destination_cidr_block = each.value.range
  transit_gateway_id     = var.transit.gateway_id
  depends_on             = [aws_ec2_transit_gateway_vpc_attachment.this]
}

resource "aws_route" "data_transit" {
  for_each               = toset(var.transit == null ? [] : var.transit.data_routes)
  route_table_id         = aws_route_table.data.id
  destination_cidr_block = each.key
  transit_gateway_id     = var.transit.gateway_id
  depends_on             = [aws_ec2_transit_gateway_vpc_attachment.this]
}

# ---- Network ACLs ----

resource "aws_network_acl" "workload" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = concat(aws_subnet.public[*].id, aws_subnet.app[*].id)
  tags       = merge(local.tags, { Name = "${local.name}-workload" })

  dynamic "ingress" {
    for_each = var.denied_ranges
    content {
      rule_no    = 10 + ingress.key
      action     = "deny"
      protocol   = "-1"
      from_port  = 0
      to_port    = 0
      cidr_block = ingress.value
    }
  }
  dynamic "egress" {
    for_each = var.denied_ranges
    content {
      rule_no    = 10 + egress.key
      action     = "deny"
      protocol   = "-1"
      from_port  = 0
      to_port    = 0
      cidr_block = egress.value
    }
  }
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}

locals {
  database_clients = concat([var.cidr], values(var.database_sources), var.data_acl_sources)
  database_peers   = values(var.database_destinations)
}

resource "aws_network_acl" "data" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = aws_subnet.data[*].id
  tags       = merge(local.tags, { Name = "${local.name}-data" })

  dynamic "ingress" {
    for_each = local.database_clients
    content {
      rule_no    = 100 + ingress.key
      action     = "allow"
      protocol   = "tcp"
      from_port  = 5432
      to_port    = 5432
      cidr_block = ingress.value
    }
  }
  dynamic "egress" {
    for_each = local.database_clients
    content {
      rule_no    = 100 + egress.key
      action     = "allow"
      protocol   = "tcp"
      from_port  = 1024
      to_port    = 65535
      cidr_block = egress.value
    }
  }
  dynamic "ingress" {
    for_each = local.database_peers
    content {
      rule_no    = 200 + ingress.key
      action     = "allow"
      protocol   = "tcp"
      from_port  = 1024
      to_port    = 65535
      cidr_block = ingress.value
    }
  }
  dynamic "egress" {
    for_each = local.database_peers
    content {
      rule_no    = 200 + egress.key
      action     = "allow"
      protocol   = "tcp"
      from_port  = 5432
      to_port    = 5432
      cidr_block = egress.value
    }
  }
}

# ---- VPC endpoints ----

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.${var.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = aws_route_table.app[*].id
  tags              = merge(local.tags, { Name = "${local.name}-s3" })
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OwnAccountOnly"
      Effect    = "Allow"
      Principal = "*"
      Action    = ["s3:GetObject", "s3:PutObject", "s3:ListBucket"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:ResourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_vpc_endpoint" "secrets" {
  count               = var.private_endpoints ? 1 : 0
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.${var.region}.secretsmanager"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.app[*].id
  security_group_ids  = [aws_security_group.endpoint[0].id]
  private_dns_enabled = true
  tags                = merge(local.tags, { Name = "${local.name}-secrets" })
}
