# The hubs are shared with the whole organization by AWS RAM, so that its accounts can attach. The emulator has no such
# shares and lets every account attach.

locals {
  # By way of the share, so that nobody attaches before it is there.
  shared_hub  = var.emulated ? aws_ec2_transit_gateway.hub.id : split("/", aws_ram_resource_association.hub[0].resource_arn)[1]
  shared_west = var.emulated ? aws_ec2_transit_gateway.west.id : split("/", aws_ram_resource_association.west[0].resource_arn)[1]

  organization_arn = "arn:aws:organizations::${var.management_account}:organization/${var.organization_id}"
}

variable "management_account" {
  description = "The organization's management account."
  type        = string
  default     = "123456789012"
}

resource "aws_ram_resource_share" "hub" {
  count                     = var.emulated ? 0 : 1
  provider                  = aws.shared
  name                      = "flowmart-hub"
  allow_external_principals = false
}

resource "aws_ram_principal_association" "hub" {
  count              = var.emulated ? 0 : 1
  provider           = aws.shared
  principal          = local.organization_arn
  resource_share_arn = aws_ram_resource_share.hub[0].arn
}

resource "aws_ram_resource_association" "hub" {
  count              = var.emulated ? 0 : 1
  provider           = aws.shared
  resource_arn       = aws_ec2_transit_gateway.hub.arn
  resource_share_arn = aws_ram_principal_association.hub[0].resource_share_arn
}

resource "aws_ram_resource_share" "west" {
  count                     = var.emulated ? 0 : 1
  provider                  = aws.shared_west
  name                      = "flowmart-hub-west"
  allow_external_principals = false
}

resource "aws_ram_principal_association" "west" {
  count              = var.emulated ? 0 : 1
  provider           = aws.shared_west
  principal          = local.organization_arn
  resource_share_arn = aws_ram_resource_share.west[0].arn
}

resource "aws_ram_resource_association" "west" {
  count              = var.emulated ? 0 : 1
  provider           = aws.shared_west
  resource_arn       = aws_ec2_transit_gateway.west.arn
  resource_share_arn = aws_ram_principal_association.west[0].resource_share_arn
}
