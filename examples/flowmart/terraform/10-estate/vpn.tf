# Site-to-site VPN: one link and one customer gateway for each tier. Both end at the hub, each in a table of its own.

resource "aws_customer_gateway" "head_office" {
  provider   = aws.shared
  bgp_asn    = 65010
  ip_address = "203.0.113.10"
  type       = "ipsec.1"
  tags       = { Name = "flowmart-head-office", Environment = "shared-network", Serves = "production", ManagedBy = "terraform" }
}

resource "aws_vpn_connection" "head_office" {
  provider                 = aws.shared
  customer_gateway_id      = aws_customer_gateway.head_office.id
  transit_gateway_id       = aws_ec2_transit_gateway.hub.id
  type                     = "ipsec.1"
  static_routes_only       = true
  local_ipv4_network_cidr  = local.head_office
  remote_ipv4_network_cidr = local.cidrs["production"]
  tags                     = { Name = "flowmart-head-office", Environment = "shared-network", Serves = "production", ManagedBy = "terraform" }
}

resource "aws_customer_gateway" "engineering" {
  provider   = aws.shared
  bgp_asn    = 65020
  ip_address = "203.0.113.20"
  type       = "ipsec.1"
  tags       = { Name = "flowmart-engineering", Environment = "shared-network", Serves = "non-production", ManagedBy = "terraform" }
}

resource "aws_vpn_connection" "engineering" {
  provider                 = aws.shared
  customer_gateway_id      = aws_customer_gateway.engineering.id
  transit_gateway_id       = aws_ec2_transit_gateway.hub.id
  type                     = "ipsec.1"
  static_routes_only       = true
  local_ipv4_network_cidr  = local.engineering
  remote_ipv4_network_cidr = "10.0.0.0/15" # development and staging
  tags                     = { Name = "flowmart-engineering", Environment = "shared-network", Serves = "non-production", ManagedBy = "terraform" }
}

# The head office's way to disaster recovery does not depend on the hub: a virtual private gateway in us-west-2.
resource "aws_customer_gateway" "recovery" {
  provider   = aws.recovery
  bgp_asn    = 65010
  ip_address = "203.0.113.10"
  type       = "ipsec.1"
  tags       = { Name = "flowmart-head-office", Environment = "disaster-recovery", ManagedBy = "terraform" }
}

resource "aws_vpn_gateway" "recovery" {
  provider        = aws.recovery
  vpc_id          = module.disaster_recovery.vpc_id
  amazon_side_asn = 64514
  tags            = { Name = "flowmart-disaster-recovery", Environment = "disaster-recovery", ManagedBy = "terraform" }
}

resource "aws_vpn_connection" "recovery" {
  provider            = aws.recovery
  customer_gateway_id = aws_customer_gateway.recovery.id
  vpn_gateway_id      = aws_vpn_gateway.recovery.id
  type                = "ipsec.1"
  static_routes_only  = true
  tags                = { Name = "flowmart-head-office-recovery", Environment = "disaster-recovery", ManagedBy = "terraform" }
}

resource "aws_vpn_connection_route" "recovery" {
  provider               = aws.recovery
  destination_cidr_block = local.head_office
  vpn_connection_id      = aws_vpn_connection.recovery.id
}

resource "aws_vpn_gateway_route_propagation" "recovery" {
  provider       = aws.recovery
  vpn_gateway_id = aws_vpn_gateway.recovery.id
  route_table_id = module.disaster_recovery.app_route_tables[0]
}
