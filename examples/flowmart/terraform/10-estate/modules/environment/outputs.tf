output "vpc_id" {
  value = aws_vpc.this.id
}

output "attachment_id" {
  value = one(aws_ec2_transit_gateway_vpc_attachment.this[*].id)
}

output "public_subnets" {
  value = aws_subnet.public[*].id
}

output "app_subnets" {
  value = aws_subnet.app[*].id
}

output "public_route_table" {
  value = aws_route_table.public.id
}

output "app_route_tables" {
  value = aws_route_table.app[*].id
}

output "data_route_table" {
  value = aws_route_table.data.id
}

output "app_group" {
  value = aws_security_group.app.id
}

output "database_group" {
  value = one(aws_security_group.database[*].id)
}

output "app_profile" {
  value = aws_iam_instance_profile.app.name
}

output "app_role_arn" {
  value = aws_iam_role.app.arn
}

output "deploy_role_arn" {
  value = aws_iam_role.deploy.arn
}

output "nat_addresses" {
  value = aws_eip.nat[*].public_ip
}

output "app_host_addresses" {
  value = aws_instance.app[*].private_ip
}
