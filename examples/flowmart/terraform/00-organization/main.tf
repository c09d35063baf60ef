# Stage 00: the organization, its units, the six accounts and the service control policies.
# Applied with credentials of the management account.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

variable "emulated" {
  description = "True when the endpoint is an emulator that takes any credentials."
  type        = bool
  default     = false
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = var.emulated ? "management" : null
  secret_key                  = var.emulated ? "management" : null
  skip_credentials_validation = var.emulated
  skip_metadata_api_check     = var.emulated
}

locals {
  root = aws_organizations_organization.this.roots[0].id

  units = toset(["Production", "NonProduction", "Sandbox", "Infrastructure"])

  accounts = {
    development       = "NonProduction"
    staging           = "NonProduction"
    production        = "Production"
    disaster-recovery = "Production"
    sandbox           = "Sandbox"
    shared-network    = "Infrastructure"
  }
}

resource "aws_organizations_organization" "this" {
  feature_set                   = "ALL"
  enabled_policy_types          = ["SERVICE_CONTROL_POLICY"]
  aws_service_access_principals = ["ram.amazonaws.com", "cloudtrail.amazonaws.com"]
}

resource "aws_organizations_organizational_unit" "unit" {
  for_each  = local.units
  name      = each.key
  parent_id = local.root
}

resource "aws_organizations_account" "account" {
  for_each  = local.accounts
  name      = "flowmart-${each.key}"
  email     = "aws-${each.key}@flowmart.example"
  parent_id = aws_organizations_organizational_unit.unit[each.value].id
  tags = {
    Environment = each.key
    ManagedBy   = "terraform"
  }
}

# Global services are left out of the Region lock: their requests all carry us-east-1 or none.
resource "aws_organizations_policy" "region_lock" {
  name       = "region-lock"
  type       = "SERVICE_CONTROL_POLICY"
  depends_on = [aws_organizations_organization.this]
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DenyOtherRegions"
      Effect    = "Deny"
      NotAction = ["iam:*", "organizations:*", "sts:*", "route53:*", "cloudfront:*", "support:*"]
      Resource  = "*"
      Condition = { StringNotEquals = { "aws:RequestedRegion" = ["us-east-1", "us-west-2"] } }
    }]
  })
}

resource "aws_organizations_policy" "stay" {
  name       = "stay-in-organization"
  type       = "SERVICE_CONTROL_POLICY"
  depends_on = [aws_organizations_organization.this]
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "DenyLeaving"
      Effect   = "Deny"
      Action   = ["organizations:LeaveOrganization"]
      Resource = "*"
    }]
  })
}

resource "aws_organizations_policy" "sandbox_network" {
  name       = "sandbox-has-no-private-links"
  type       = "SERVICE_CONTROL_POLICY"
  depends_on = [aws_organizations_organization.this]
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "DenyPrivateLinksOfSandbox"
      Effect = "Deny"
      Action = [
        "ec2:CreateVpcPeeringConnection", "ec2:AcceptVpcPeeringConnection", "ec2:CreateTransitGatewayVpcAttachment",
        "ec2:CreateVpnConnection", "ec2:CreateClientVpnEndpoint",
      ]
      Resource = "*"
    }]
  })
}

resource "aws_organizations_policy_attachment" "region_lock" {
  policy_id = aws_organizations_policy.region_lock.id
  target_id = local.root
}

resource "aws_organizations_policy_attachment" "stay" {
  policy_id = aws_organizations_policy.stay.id
  target_id = local.root
}

resource "aws_organizations_policy_attachment" "sandbox_network" {
  policy_id = aws_organizations_policy.sandbox_network.id
  target_id = aws_organizations_organizational_unit.unit["Sandbox"].id
}

output "accounts" {
  value = { for name, account in aws_organizations_account.account : name => account.id }
}

output "organization_id" {
  value = aws_organizations_organization.this.id
}
