# The hub in us-east-1 and its peer in us-west-2. No attachment is associated or propagated by default; each table names
# what it knows. The tables of the VPN attachments are apart from those of the VPCs, so that an office never sees the
# routes of the anonymised refresh.

resource "aws_ec2_transit_gateway" "hub" {
  provider                        = aws.shared
  description                     = "FlowMart hub"
  amazon_side_asn                 = 64512
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
  auto_accept_shared_attachments  = "enable"
  tags                            = { Name = "flowmart-hub", Environment = "shared-network", ManagedBy = "terraform" }
}

resource "aws_ec2_transit_gateway" "west" {
  provider                        = aws.shared_west
  description                     = "FlowMart disaster recovery hub"
  amazon_side_asn                 = 64513
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
  auto_accept_shared_attachments  = "enable"
  tags                            = { Name = "flowmart-hub-west", Environment = "shared-network", ManagedBy = "terraform" }
}

resource "aws_ec2_transit_gateway_route_table" "east" {
  for_each           = toset(["production", "non-production", "shared", "production-offices", "non-production-offices"])
  provider           = aws.shared
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
  tags               = { Name = "flowmart-${each.key}", Environment = "shared-network", ManagedBy = "terraform" }
}

resource "aws_ec2_transit_gateway_route_table" "west" {
  provider           = aws.shared_west
  transit_gateway_id = aws_ec2_transit_gateway.west.id
  tags               = { Name = "flowmart-disaster-recovery", Environment = "shared-network", ManagedBy = "terraform" }
}

# ---- Peering of the two hubs: production and disaster recovery, by static routes only ----

resource "aws_ec2_transit_gateway_peering_attachment" "west" {
  provider                = aws.shared
  transit_gateway_id      = aws_ec2_transit_gateway.hub.id
  peer_transit_gateway_id = aws_ec2_transit_gateway.west.id
  peer_account_id         = var.accounts["shared-network"]
  peer_region             = "us-west-2"
  tags                    = { Name = "flowmart-east-west", Environment = "shared-network", ManagedBy = "terraform" }
}

resource "aws_ec2_transit_gateway_peering_attachment_accepter" "west" {
  provider                      = aws.shared_west
  transit_gateway_attachment_id = aws_ec2_transit_gateway_peering_attachment.west.id
  tags                          = { Name = "flowmart-east-west", Environment = "shared-network", ManagedBy = "terraform" }
}

locals {
  east_peering = aws_ec2_transit_gateway_peering_attachment_accepter.west.id

  associations = {
    development = { attachment = module.development.attachment_id, table = "non-production" }
    staging     = { attachment = module.staging.attachment_id, table = "non-production" }
    production  = { attachment = module.production.attachment_id, table = "production" }
    shared      = { attachment = module.shared_network.attachment_id, table = "shared" }
    peering     = { attachment = local.east_peering, table = "production" }
    head-office = { attachment = aws_vpn_connection.head_office.transit_gateway_attachment_id, table = "production-offices" }
    engineering = { attachment = aws_vpn_connection.engineering.transit_gateway_attachment_id, table = "non-production-offices" }
  }

  propagations = merge({
    production-to-production           = { attachment = module.production.attachment_id, table = "production" }
    shared-to-production               = { attachment = module.shared_network.attachment_id, table = "production" }
    development-to-non-production      = { attachment = module.development.attachment_id, table = "non-production" }
    staging-to-non-production          = { attachment = module.staging.attachment_id, table = "non-production" }
    shared-to-non-production           = { attachment = module.shared_network.attachment_id, table = "non-production" }
    development-to-shared              = { attachment = module.development.attachment_id, table = "shared" }
    staging-to-shared                  = { attachment = module.staging.attachment_id, table = "shared" }
    production-to-shared               = { attachment = module.production.attachment_id, table = "shared" }
    production-to-production-offices   = { attachment = module.production.attachment_id, table = "production-offices" }
    development-to-engineering-offices = { attachment = module.development.attachment_id, table = "non-production-offices" }
    staging-to-engineering-offices     = { attachment = module.staging.attachment_id, table = "non-production-offices" }
  }, local.drifted_propagations)

  # A route without an attachment is a blackhole.
  static_routes = merge({
    "production 192.168.50.0/24"     = aws_vpn_connection.head_office.transit_gateway_attachment_id
    "production 10.12.0.0/16"        = local.east_peering
    "production 10.1.20.0/24"        = module.staging.attachment_id # the anonymised refresh
    "production 10.1.21.0/24"        = module.staging.attachment_id
    "production 10.0.0.0/16"         = null
    "production 10.1.0.0/16"         = null
    "production 10.3.0.0/16"         = null
    "non-production 192.168.60.0/24" = aws_vpn_connection.engineering.transit_gateway_attachment_id
    "non-production 10.2.30.0/28"    = module.production.attachment_id # its replies
    "non-production 10.0.0.0/8"      = null
    "non-production 10.12.0.0/16"    = null
  }, local.drifted_static_routes)

  blackholes = setsubtract(
    ["production 10.0.0.0/16", "production 10.1.0.0/16", "production 10.3.0.0/16", "non-production 10.0.0.0/8", "non-production 10.12.0.0/16"],
    keys(local.drifted_static_routes),
  )
}

resource "aws_ec2_transit_gateway_route_table_association" "east" {
  for_each                       = merge(local.associations, local.drifted_associations)
  provider                       = aws.shared
  transit_gateway_attachment_id  = each.value.attachment
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.east[each.value.table].id
}

resource "aws_ec2_transit_gateway_route_table_propagation" "east" {
  for_each                       = local.propagations
  provider                       = aws.shared
  transit_gateway_attachment_id  = each.value.attachment
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.east[each.value.table].id
}

resource "aws_ec2_transit_gateway_route" "east" {
  for_each                       = local.static_routes
  provider                       = aws.shared
  destination_cidr_block         = split(" ", each.key)[1]
  blackhole                      = contains(local.blackholes, each.key)
  transit_gateway_attachment_id  = contains(local.blackholes, each.key) ? null : each.value
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.east[split(" ", each.key)[0]].id
}

resource "aws_ec2_transit_gateway_route_table_association" "west" {
  for_each = {
    disaster-recovery = module.disaster_recovery.attachment_id
    peering           = aws_ec2_transit_gateway_peering_attachment_accepter.west.id
  }
  provider                       = aws.shared_west
  transit_gateway_attachment_id  = each.value
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.west.id
}

resource "aws_ec2_transit_gateway_route_table_propagation" "west" {
  provider                       = aws.shared_west
  transit_gateway_attachment_id  = module.disaster_recovery.attachment_id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.west.id
}

resource "aws_ec2_transit_gateway_route" "west" {
  provider                       = aws.shared_west
  destination_cidr_block         = local.cidrs["production"]
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_peering_attachment_accepter.west.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.west.id
}
