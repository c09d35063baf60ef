# The six environments. What differs between them is here; what they share is the module.

module "development" {
  source            = "./modules/environment"
  providers         = { aws = aws.development }
  environment       = "development"
  data_class        = "anonymised"
  cidr              = local.cidrs["development"]
  region            = "us-east-1"
  account_id        = var.accounts["development"]
  organization_id   = var.organization_id
  cicd_role         = local.cicd_role
  ami               = local.ami
  load_balancer     = "internal"
  database          = { instance_class = "db.t3.medium", multi_az = false }
  cluster_nodes     = 2
  denied_ranges     = var.drifted ? [] : local.production_tier
  offices           = [local.engineering]
  monitoring_source = local.app_ranges["shared-network"]
  transit = {
    gateway_id  = local.shared_hub
    app_routes  = [local.cidrs["staging"], local.cidrs["shared-network"], local.engineering]
    data_routes = []
  }
  deploy_statements = local.development_deploy_statements
}

module "staging" {
  source              = "./modules/environment"
  providers           = { aws = aws.staging }
  environment         = "staging"
  data_class          = "anonymised"
  cidr                = local.cidrs["staging"]
  region              = "us-east-1"
  account_id          = var.accounts["staging"]
  organization_id     = var.organization_id
  cicd_role           = local.cicd_role
  ami                 = local.ami
  load_balancer       = "internet-facing"
  database            = { instance_class = "db.r5.large", multi_az = true }
  cluster_nodes       = 3
  private_endpoints   = true
  denied_ranges       = var.drifted ? [] : local.production_tier
  offices             = [local.engineering]
  application_sources = { "Integration tests from development" = local.app_ranges["development"] }
  monitoring_source   = local.app_ranges["shared-network"]
  transit = {
    gateway_id  = local.shared_hub
    app_routes  = [local.cidrs["development"], local.cidrs["shared-network"], local.engineering]
    data_routes = concat([local.app_ranges["development"]], local.staging_replies)
  }
  database_sources = merge(
    { "Daily refresh of development" = local.app_ranges["development"] },
    local.staging_refresh,
  )
}

module "production" {
  source            = "./modules/environment"
  providers         = { aws = aws.production }
  environment       = "production"
  data_class        = "customer"
  cidr              = local.cidrs["production"]
  region            = "us-east-1"
  account_id        = var.accounts["production"]
  organization_id   = var.organization_id
  cicd_role         = local.cicd_role
  ami               = local.ami
  nat_gateways      = 2
  load_balancer     = "internet-facing"
  database          = { instance_class = "db.r5.2xlarge", multi_az = true }
  cluster_nodes     = 5
  cluster_node_type = "m5.xlarge"
  hosts             = 2
  private_endpoints = true
  denied_ranges     = var.drifted ? [] : local.non_production_tier
  offices           = [local.head_office]
  monitoring_source = local.app_ranges["shared-network"]
  transit = {
    gateway_id  = local.shared_hub
    app_routes  = [local.cidrs["shared-network"], local.cidrs["disaster-recovery"], local.head_office]
    data_routes = [local.data_ranges["disaster-recovery"]]
  }
  database_sources = { "Replication to disaster recovery" = local.data_ranges["disaster-recovery"] }
  data_acl_sources = local.production_migration_acl
  deploy_trust     = local.production_deploy_trust
}

# Production at half size, in another Region, kept warm by logical replication.
module "disaster_recovery" {
  source                = "./modules/environment"
  providers             = { aws = aws.recovery }
  environment           = "disaster-recovery"
  data_class            = "customer"
  cidr                  = local.cidrs["disaster-recovery"]
  region                = "us-west-2"
  account_id            = var.accounts["disaster-recovery"]
  organization_id       = var.organization_id
  cicd_role             = local.cicd_role
  ami                   = local.ami
  load_balancer         = "internal"
  database              = { instance_class = "db.r5.2xlarge", multi_az = false }
  cluster_nodes         = 2
  cluster_node_type     = "m5.xlarge"
  denied_ranges         = local.non_production_tier
  application_sources   = { "Health checks from production" = local.app_ranges["production"] }
  database_destinations = { "Replication from production" = local.data_ranges["production"] }
  transit = {
    gateway_id  = local.shared_west
    app_routes  = [local.cidrs["production"]]
    data_routes = [local.data_ranges["production"]]
  }
}

# Ephemeral and alone: no transit gateway, no VPN, no peering.
module "sandbox" {
  source          = "./modules/environment"
  providers       = { aws = aws.sandbox }
  environment     = "sandbox"
  data_class      = "synthetic"
  cidr            = local.cidrs["sandbox"]
  region          = "us-east-1"
  account_id      = var.accounts["sandbox"]
  organization_id = var.organization_id
  cicd_role       = local.cicd_role
  ami             = local.ami
  database        = { instance_class = "db.t3.micro", multi_az = false }
}

# Monitoring and the hub. Its hosts collect metrics from both tiers and relay nothing.
module "shared_network" {
  source          = "./modules/environment"
  providers       = { aws = aws.shared }
  environment     = "shared-network"
  data_class      = "operational"
  cidr            = local.cidrs["shared-network"]
  region          = "us-east-1"
  account_id      = var.accounts["shared-network"]
  organization_id = var.organization_id
  cicd_role       = local.cicd_role
  ami             = local.ami
  function        = false
  transit = {
    gateway_id  = local.shared_hub
    app_routes  = [local.cidrs["development"], local.cidrs["staging"], local.cidrs["production"]]
    data_routes = []
  }
}
