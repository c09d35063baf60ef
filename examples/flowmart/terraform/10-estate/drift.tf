# The bad month. With -var drifted=true the estate gets twelve mistakes, V1 to V12, each as somebody once made it. With
# false everything below is empty. README.md says what each one breaks; planted.json says which assertion must catch it.

locals {
  drift = var.drifted ? 1 : 0

  # V1: the production data tier's ACL lets the migration in (its group refers to development's, further below). The ACLs
  # of the application tiers lost their refusals of the other tier at the same time (denied_ranges in environments.tf).
  production_migration_acl = [for range in [local.app_ranges["development"]] : range if var.drifted]

  # V2: production is propagated into the non-production table, where the /8 blackhole loses to the /16; and production
  # learns the whole of staging instead of two data subnets.
  drifted_propagations = {
    for key, value in { production-to-non-production = { attachment = module.production.attachment_id, table = "non-production" } } :
    key => value if var.drifted
  }

  # V2 and V5. "production 10.1.0.0/16" was a blackhole.
  drifted_static_routes = {
    for key, value in {
      "production 10.1.0.0/16"         = module.staging.attachment_id
      "non-production 192.168.51.0/24" = one(aws_vpn_connection.engineering_backup[*].transit_gateway_attachment_id)
    } : key => value if var.drifted
  }

  # V5
  drifted_associations = {
    for key, value in {
      engineering-backup = { attachment = one(aws_vpn_connection.engineering_backup[*].transit_gateway_attachment_id), table = "non-production-offices" }
    } : key => value if var.drifted
  }

  # V6: development's deploy role -> artifact-sync in shared-network -> production's deploy role.
  artifact_sync_arn = "arn:aws:iam::${var.accounts["shared-network"]}:role/flowmart-artifact-sync"
  development_deploy_statements = [
    for statement in [{ Sid = "SyncArtifacts", Effect = "Allow", Action = "sts:AssumeRole", Resource = local.artifact_sync_arn }] :
    statement if var.drifted
  ]
  artifact_sync_trust = concat(
    [{ Sid = "Build", Effect = "Allow", Principal = { Service = "codebuild.amazonaws.com" }, Action = "sts:AssumeRole" }],
    [
      for statement in [{
        Sid       = "DevelopmentPipeline"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${var.accounts["development"]}:role/flowmart-development-deploy" }
        Action    = "sts:AssumeRole"
      }] : statement if var.drifted
    ],
  )
  artifact_sync_statements = [
    for statement in [{
      Sid      = "ReleaseDirectly"
      Effect   = "Allow"
      Action   = "sts:AssumeRole"
      Resource = "arn:aws:iam::${var.accounts["production"]}:role/flowmart-production-deploy"
    }] : statement if var.drifted
  ]
  production_deploy_trust = [
    for statement in [{ Sid = "ArtifactSync", Effect = "Allow", Principal = { AWS = local.artifact_sync_arn }, Action = "sts:AssumeRole" }] :
    statement if var.drifted
  ]

  # V7: production's reporting role trusts the whole development account, and the analysts may assume anything.
  reporting_trust = concat(
    [{ Sid = "Scheduler", Effect = "Allow", Principal = { Service = "scheduler.amazonaws.com" }, Action = "sts:AssumeRole" }],
    [
      for statement in [{
        Sid       = "Analysts"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${var.accounts["development"]}:root" }
        Action    = "sts:AssumeRole"
      }] : statement if var.drifted
    ],
  )
  analyst_statements = [
    for statement in [{ Sid = "AnyReport", Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }] : statement if var.drifted
  ]
}

# ---- V1: the peering of a migration that ended, and a database group that still admits development's application ----

resource "aws_vpc_peering_connection" "migration" {
  count         = local.drift
  provider      = aws.development
  vpc_id        = module.development.vpc_id
  peer_vpc_id   = module.production.vpc_id
  peer_owner_id = var.accounts["production"]
  auto_accept   = false
  tags          = { Name = "migration-orders-temporary", Environment = "development" }
}

resource "aws_vpc_peering_connection_accepter" "migration" {
  count                     = local.drift
  provider                  = aws.production
  vpc_peering_connection_id = aws_vpc_peering_connection.migration[0].id
  auto_accept               = true
  tags                      = { Name = "migration-orders-temporary", Environment = "production" }
}

resource "aws_route" "migration_from_development" {
  count                     = local.drift
  provider                  = aws.development
  route_table_id            = module.development.app_route_tables[0]
  destination_cidr_block    = local.cidrs["production"]
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.migration[0].id
}

resource "aws_route" "migration_from_production_app" {
  count                     = local.drift * 2
  provider                  = aws.production
  route_table_id            = module.production.app_route_tables[count.index]
  destination_cidr_block    = local.app_ranges["development"]
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.migration[0].id
}

resource "aws_route" "migration_from_production_data" {
  count                     = local.drift
  provider                  = aws.production
  route_table_id            = module.production.data_route_table
  destination_cidr_block    = local.app_ranges["development"]
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.migration[0].id
}

resource "aws_vpc_security_group_ingress_rule" "migration" {
  count                        = local.drift
  provider                     = aws.production
  security_group_id            = module.production.database_group
  description                  = "Migration job in development"
  referenced_security_group_id = "${var.accounts["development"]}/${module.development.app_group}"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

# ---- V2: the VPCs' side of the leak through the hub ----

resource "aws_route" "leak_from_production" {
  count                  = local.drift * 2
  provider               = aws.production
  route_table_id         = module.production.app_route_tables[count.index]
  destination_cidr_block = local.cidrs["staging"]
  transit_gateway_id     = aws_ec2_transit_gateway.hub.id
}

resource "aws_route" "leak_from_staging" {
  count                  = local.drift
  provider               = aws.staging
  route_table_id         = module.staging.app_route_tables[0]
  destination_cidr_block = local.cidrs["production"]
  transit_gateway_id     = aws_ec2_transit_gateway.hub.id
}

resource "aws_vpc_security_group_ingress_rule" "leak" {
  count             = local.drift
  provider          = aws.production
  security_group_id = module.production.app_group
  description       = "Internal"
  cidr_ipv4         = "10.0.0.0/8"
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
}

# ---- V3: a network load balancer in shared-network in front of production's hosts ----

resource "aws_lb" "relay" {
  count              = local.drift
  provider           = aws.shared
  name               = "flowmart-orders-relay"
  load_balancer_type = "network"
  internal           = true
  subnets            = module.shared_network.app_subnets
  tags               = { Name = "flowmart-orders-relay", Environment = "shared-network", Service = "orders" }
}

resource "aws_lb_target_group" "relay" {
  count       = local.drift
  provider    = aws.shared
  name        = "flowmart-orders-relay"
  port        = 8080
  protocol    = "TCP"
  target_type = "ip"
  vpc_id      = module.shared_network.vpc_id
  tags        = { Environment = "shared-network", Service = "orders" }
}

resource "aws_lb_target_group_attachment" "relay" {
  count             = local.drift * 2
  provider          = aws.shared
  target_group_arn  = aws_lb_target_group.relay[0].arn
  target_id         = module.production.app_host_addresses[count.index]
  port              = 8080
  availability_zone = "all"
}

resource "aws_lb_listener" "relay" {
  count             = local.drift
  provider          = aws.shared
  load_balancer_arn = aws_lb.relay[0].arn
  port              = 8080
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.relay[0].arn
  }
}

resource "aws_vpc_security_group_ingress_rule" "relay" {
  count             = local.drift
  provider          = aws.production
  security_group_id = module.production.app_group
  description       = "Orders relay in shared-network"
  cidr_ipv4         = local.app_ranges["shared-network"]
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
}

# ---- V4: the developers' Client VPN lets everyone into 10.0.0.0/8 and has a route to production ----

resource "aws_ec2_client_vpn_authorization_rule" "too_wide" {
  count                  = local.drift
  provider               = aws.development
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.non_production.id
  target_network_cidr    = "10.0.0.0/8"
  authorize_all_groups   = true
  description            = "Everything internal"
}

resource "aws_ec2_client_vpn_route" "too_wide" {
  count                  = local.drift
  provider               = aws.development
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.non_production.id
  destination_cidr_block = local.cidrs["production"]
  target_vpc_subnet_id   = module.development.app_subnets[0]
  description            = "Admin console of production"
  depends_on             = [aws_ec2_client_vpn_network_association.non_production]
}

resource "aws_vpc_security_group_ingress_rule" "vpn_console" {
  count             = local.drift
  provider          = aws.production
  security_group_id = module.production.app_group
  description       = "Admin console for developers on VPN"
  cidr_ipv4         = local.cidrs["development"]
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

# ---- V5: developers are let into production's endpoint, and both tiers use one customer gateway ----

resource "aws_ec2_client_vpn_authorization_rule" "developers" {
  count                  = local.drift
  provider               = aws.production
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.production.id
  target_network_cidr    = local.app_ranges["production"]
  access_group_id        = "flowmart-developers"
  description            = "Developers on call"
}

resource "aws_vpn_connection" "engineering_backup" {
  count                    = local.drift
  provider                 = aws.shared
  customer_gateway_id      = aws_customer_gateway.head_office.id
  transit_gateway_id       = aws_ec2_transit_gateway.hub.id
  type                     = "ipsec.1"
  static_routes_only       = true
  local_ipv4_network_cidr  = "192.168.51.0/24"
  remote_ipv4_network_cidr = "10.0.0.0/15"
  tags                     = { Name = "flowmart-engineering-backup", Environment = "shared-network", Serves = "non-production" }
}

# ---- V8: an ephemeral sandbox in the production account, with production's application profile ----

locals {
  rogue_tags = { Environment = "sandbox", Owner = "pricing-team" }
}

resource "aws_vpc" "rogue_sandbox" {
  count      = local.drift
  provider   = aws.production
  cidr_block = "10.0.128.0/20"
  tags       = merge(local.rogue_tags, { Name = "sandbox-pricing" })
}

# What AWS makes with a VPC has no tags until somebody gives it some.
resource "aws_ec2_tag" "rogue_sandbox" {
  for_each = var.drifted ? {
    group = aws_vpc.rogue_sandbox[0].default_security_group_id
    acl   = aws_vpc.rogue_sandbox[0].default_network_acl_id
    table = aws_vpc.rogue_sandbox[0].default_route_table_id
  } : {}
  provider    = aws.production
  resource_id = each.value
  key         = "Environment"
  value       = "sandbox"
}

resource "aws_subnet" "rogue_sandbox" {
  count             = local.drift
  provider          = aws.production
  vpc_id            = aws_vpc.rogue_sandbox[0].id
  cidr_block        = "10.0.128.0/24"
  availability_zone = "us-east-1a"
  tags              = merge(local.rogue_tags, { Name = "sandbox-pricing" })
}

resource "aws_internet_gateway" "rogue_sandbox" {
  count    = local.drift
  provider = aws.production
  vpc_id   = aws_vpc.rogue_sandbox[0].id
  tags     = merge(local.rogue_tags, { Name = "sandbox-pricing" })
}

resource "aws_route_table" "rogue_sandbox" {
  count    = local.drift
  provider = aws.production
  vpc_id   = aws_vpc.rogue_sandbox[0].id
  tags     = merge(local.rogue_tags, { Name = "sandbox-pricing" })
}

resource "aws_route" "rogue_sandbox" {
  count                  = local.drift
  provider               = aws.production
  route_table_id         = aws_route_table.rogue_sandbox[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.rogue_sandbox[0].id
}

resource "aws_route_table_association" "rogue_sandbox" {
  count          = local.drift
  provider       = aws.production
  subnet_id      = aws_subnet.rogue_sandbox[0].id
  route_table_id = aws_route_table.rogue_sandbox[0].id
}

resource "aws_security_group" "rogue_sandbox" {
  count       = local.drift
  provider    = aws.production
  name        = "sandbox-pricing"
  description = "Pricing experiment"
  vpc_id      = aws_vpc.rogue_sandbox[0].id
  tags        = merge(local.rogue_tags, { Name = "sandbox-pricing" })
}

resource "aws_vpc_security_group_egress_rule" "rogue_sandbox" {
  count             = local.drift
  provider          = aws.production
  security_group_id = aws_security_group.rogue_sandbox[0].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_network_interface" "rogue_sandbox" {
  count           = local.drift
  provider        = aws.production
  subnet_id       = aws_subnet.rogue_sandbox[0].id
  private_ips     = ["10.0.128.10"]
  security_groups = [aws_security_group.rogue_sandbox[0].id]
  tags            = merge(local.rogue_tags, { Name = "sandbox-pricing" })
}

resource "aws_eip" "rogue_sandbox" {
  count             = local.drift
  provider          = aws.production
  domain            = "vpc"
  network_interface = aws_network_interface.rogue_sandbox[0].id
  tags              = merge(local.rogue_tags, { Name = "sandbox-pricing" })
  depends_on        = [aws_internet_gateway.rogue_sandbox]
}

resource "aws_instance" "rogue_sandbox" {
  count                = local.drift
  provider             = aws.production
  ami                  = local.ami
  instance_type        = "t3.small"
  iam_instance_profile = module.production.app_profile
  tags                 = merge(local.rogue_tags, { Name = "sandbox-pricing" })
  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.rogue_sandbox[0].id
  }
}

# ---- V9: a staging host in development's VPC ----

resource "aws_network_interface" "stray_staging" {
  count           = local.drift
  provider        = aws.development
  subnet_id       = module.development.app_subnets[0]
  private_ips     = ["10.0.10.40"]
  security_groups = [module.development.app_group]
  tags            = { Name = "staging-load-test", Environment = "staging" }
}

resource "aws_instance" "stray_staging" {
  count         = local.drift
  provider      = aws.development
  ami           = local.ami
  instance_type = "t3.large"
  tags          = { Name = "staging-load-test", Environment = "staging", Service = "load-test" }
  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.stray_staging[0].id
  }
}

# ---- V10: disaster recovery in production's Region ----

locals {
  misplaced_tags = { Environment = "disaster-recovery", ManagedBy = "console" }
}

resource "aws_vpc" "misplaced_recovery" {
  count      = local.drift
  provider   = aws.recovery_east
  cidr_block = "10.13.0.0/16"
  tags       = merge(local.misplaced_tags, { Name = "recovery-rehearsal" })
}

resource "aws_subnet" "misplaced_recovery" {
  count             = local.drift * 2
  provider          = aws.recovery_east
  vpc_id            = aws_vpc.misplaced_recovery[0].id
  cidr_block        = cidrsubnet("10.13.0.0/16", 8, count.index)
  availability_zone = ["us-east-1a", "us-east-1b"][count.index]
  tags              = merge(local.misplaced_tags, { Name = "recovery-rehearsal-${count.index + 1}" })
}

resource "aws_security_group" "misplaced_recovery" {
  count       = local.drift
  provider    = aws.recovery_east
  name        = "recovery-rehearsal-db"
  description = "Rehearsal database"
  vpc_id      = aws_vpc.misplaced_recovery[0].id
  tags        = merge(local.misplaced_tags, { Name = "recovery-rehearsal-db" })
}

resource "aws_db_subnet_group" "misplaced_recovery" {
  count      = local.drift
  provider   = aws.recovery_east
  name       = "recovery-rehearsal"
  subnet_ids = aws_subnet.misplaced_recovery[*].id
  tags       = local.misplaced_tags
}

resource "aws_db_instance" "misplaced_recovery" {
  count                       = local.drift
  provider                    = aws.recovery_east
  identifier                  = "recovery-rehearsal-orders"
  engine                      = "postgres"
  engine_version              = "16.3"
  instance_class              = "db.r5.large"
  availability_zone           = "us-east-1a"
  allocated_storage           = 100
  db_name                     = "orders"
  username                    = "flowmart"
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.misplaced_recovery[0].name
  vpc_security_group_ids      = [aws_security_group.misplaced_recovery[0].id]
  storage_encrypted           = true
  publicly_accessible         = false
  skip_final_snapshot         = true
  tags                        = merge(local.misplaced_tags, { Name = "recovery-rehearsal-orders", Service = "orders", DataClass = "customer" })
}

# ---- V11 is in anonymiser.tf: the refresh's /28 became production's /16, in staging's group, ACL and return route. ----

# ---- V12: an admin host of production with a public address that trusts the address of development's NAT gateway ----

resource "aws_security_group" "admin" {
  count       = local.drift
  provider    = aws.production
  name        = "flowmart-production-admin"
  description = "Admin host"
  vpc_id      = module.production.vpc_id
  tags        = { Name = "flowmart-production-admin", Environment = "production" }
}

resource "aws_vpc_security_group_ingress_rule" "admin" {
  count             = local.drift
  provider          = aws.production
  security_group_id = aws_security_group.admin[0].id
  description       = "Ansible runs from development"
  cidr_ipv4         = "${module.development.nat_addresses[0]}/32"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_vpc_security_group_egress_rule" "admin" {
  count                        = local.drift
  provider                     = aws.production
  security_group_id            = aws_security_group.admin[0].id
  description                  = "To the application hosts"
  referenced_security_group_id = module.production.app_group
  ip_protocol                  = "tcp"
  from_port                    = 22
  to_port                      = 22
}

resource "aws_network_interface" "admin" {
  count           = local.drift
  provider        = aws.production
  subnet_id       = module.production.public_subnets[0]
  private_ips     = ["10.2.0.50"]
  security_groups = [aws_security_group.admin[0].id]
  tags            = { Name = "flowmart-production-admin", Environment = "production" }
}

resource "aws_eip" "admin" {
  count             = local.drift
  provider          = aws.production
  domain            = "vpc"
  network_interface = aws_network_interface.admin[0].id
  tags              = { Name = "flowmart-production-admin", Environment = "production" }
}

resource "aws_instance" "admin" {
  count         = local.drift
  provider      = aws.production
  ami           = local.ami
  instance_type = "t3.micro"
  tags          = { Name = "flowmart-production-admin", Environment = "production", Service = "administration", Role = "admin" }
  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.admin[0].id
  }
}
