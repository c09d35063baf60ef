# Client VPN: an endpoint for each tier, in an account of that tier, with groups of its own.

# The identity provider's metadata without its signing certificate, which a real estate would have here.
locals {
  saml_metadata = { for name in ["production", "development"] : name => <<-XML
    <?xml version="1.0" encoding="UTF-8"?>
    <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://login.flowmart.example/${name}-vpn">
      <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
        <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.flowmart.example/${name}-vpn/logout"/>
        <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
        <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://login.flowmart.example/${name}-vpn/sso"/>
        <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.flowmart.example/${name}-vpn/sso"/>
      </md:IDPSSODescriptor>
      <md:Organization>
        <md:OrganizationName xml:lang="en">FlowMart</md:OrganizationName>
        <md:OrganizationDisplayName xml:lang="en">FlowMart, the e-commerce platform</md:OrganizationDisplayName>
        <md:OrganizationURL xml:lang="en">https://flowmart.example/</md:OrganizationURL>
      </md:Organization>
    </md:EntityDescriptor>
    XML
  }
}

resource "aws_iam_saml_provider" "production" {
  provider               = aws.production
  name                   = "flowmart-production-vpn"
  saml_metadata_document = local.saml_metadata["production"]
}

resource "aws_security_group" "production_vpn" {
  provider    = aws.production
  name        = "flowmart-production-client-vpn"
  description = "Client VPN endpoint of production"
  vpc_id      = module.production.vpc_id
  tags        = { Name = "flowmart-production-client-vpn", Environment = "production", ManagedBy = "terraform" }
}

resource "aws_vpc_security_group_egress_rule" "production_vpn" {
  provider          = aws.production
  security_group_id = aws_security_group.production_vpn.id
  cidr_ipv4         = local.cidrs["production"]
  ip_protocol       = "-1"
}

resource "aws_vpc_security_group_ingress_rule" "production_app_from_vpn" {
  for_each                     = { ssh = 22, orders = 8080 }
  provider                     = aws.production
  security_group_id            = module.production.app_group
  description                  = "Operators"
  referenced_security_group_id = aws_security_group.production_vpn.id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}

resource "aws_ec2_client_vpn_endpoint" "production" {
  provider               = aws.production
  description            = "FlowMart production operators"
  server_certificate_arn = "arn:aws:acm:us-east-1:${var.accounts["production"]}:certificate/5f0d6a8e-8d0b-4a2f-9d56-2a3c1f7b9e01"
  client_cidr_block      = "172.16.0.0/22"
  split_tunnel           = true
  self_service_portal    = "disabled"
  vpc_id                 = module.production.vpc_id
  security_group_ids     = [aws_security_group.production_vpn.id]
  tags                   = { Name = "flowmart-production-client-vpn", Environment = "production", ManagedBy = "terraform" }
  authentication_options {
    type              = "federated-authentication"
    saml_provider_arn = aws_iam_saml_provider.production.arn
  }
  connection_log_options {
    enabled = false
  }
}

resource "aws_ec2_client_vpn_network_association" "production" {
  provider               = aws.production
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.production.id
  subnet_id              = module.production.app_subnets[0]
}

resource "aws_ec2_client_vpn_authorization_rule" "production" {
  provider               = aws.production
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.production.id
  target_network_cidr    = local.cidrs["production"]
  access_group_id        = "flowmart-production-operators"
  description            = "Operators"
}

# ---- Non-production ----

resource "aws_iam_saml_provider" "development" {
  provider               = aws.development
  name                   = "flowmart-non-production-vpn"
  saml_metadata_document = local.saml_metadata["development"]
}

resource "aws_security_group" "development_vpn" {
  provider    = aws.development
  name        = "flowmart-non-production-client-vpn"
  description = "Client VPN endpoint of development and staging"
  vpc_id      = module.development.vpc_id
  tags        = { Name = "flowmart-non-production-client-vpn", Environment = "development", ManagedBy = "terraform" }
}

resource "aws_vpc_security_group_egress_rule" "development_vpn" {
  provider          = aws.development
  security_group_id = aws_security_group.development_vpn.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_vpc_security_group_ingress_rule" "development_app_from_vpn" {
  for_each                     = { ssh = 22, orders = 8080 }
  provider                     = aws.development
  security_group_id            = module.development.app_group
  description                  = "Developers"
  referenced_security_group_id = aws_security_group.development_vpn.id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}

resource "aws_ec2_client_vpn_endpoint" "non_production" {
  provider               = aws.development
  description            = "FlowMart developers"
  server_certificate_arn = "arn:aws:acm:us-east-1:${var.accounts["development"]}:certificate/9c1e7f42-64d7-4f0e-8f5b-0d7a5f0b6c02"
  client_cidr_block      = "172.17.0.0/22"
  split_tunnel           = true
  self_service_portal    = "disabled"
  vpc_id                 = module.development.vpc_id
  security_group_ids     = [aws_security_group.development_vpn.id]
  tags                   = { Name = "flowmart-non-production-client-vpn", Environment = "development", ManagedBy = "terraform" }
  authentication_options {
    type              = "federated-authentication"
    saml_provider_arn = aws_iam_saml_provider.development.arn
  }
  connection_log_options {
    enabled = false
  }
}

resource "aws_ec2_client_vpn_network_association" "non_production" {
  provider               = aws.development
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.non_production.id
  subnet_id              = module.development.app_subnets[0]
}

resource "aws_ec2_client_vpn_authorization_rule" "non_production" {
  for_each               = toset([local.cidrs["development"], local.cidrs["staging"]])
  provider               = aws.development
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.non_production.id
  target_network_cidr    = each.key
  access_group_id        = "flowmart-developers"
  description            = "Developers"
}

resource "aws_ec2_client_vpn_route" "non_production" {
  provider               = aws.development
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.non_production.id
  destination_cidr_block = local.cidrs["staging"]
  target_vpc_subnet_id   = module.development.app_subnets[0]
  description            = "Staging"
  depends_on             = [aws_ec2_client_vpn_network_association.non_production]
}
