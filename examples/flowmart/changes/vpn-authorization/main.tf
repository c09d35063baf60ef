# Two developers are on call for production this week: their group is let in at production's Client VPN.

resource "aws_ec2_client_vpn_authorization_rule" "on_call" {
  for_each               = toset(["10.2.10.0/23"])
  provider               = aws.production
  client_vpn_endpoint_id = var.production_client_vpn
  target_network_cidr    = each.key
  access_group_id        = "flowmart-developers"
  description            = "On call"
}
