# An administrator's host in production. Its group admits the office, and for a moment the NAT gateway of development too,
# "until the tunnel is up".

variable "admitted" {
  description = "Public addresses that may log in, by whom."
  type        = map(string)
}

resource "aws_security_group" "bastion" {
  provider    = aws.production
  name        = "flowmart-production-bastion"
  description = "Administrators"
  vpc_id      = var.production_vpc
  tags        = { Name = "flowmart-production-bastion", Environment = "production", ManagedBy = "terraform" }

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "bastion" {
  for_each          = merge(var.admitted, { development = "${var.development_nat_address}/32" })
  provider          = aws.production
  security_group_id = aws_security_group.bastion.id
  description       = each.key
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_instance" "bastion" {
  provider                    = aws.production
  ami                         = "ami-12c6146b"
  instance_type               = "t3.micro"
  subnet_id                   = var.production_public_subnets[0]
  associate_public_ip_address = true
  vpc_security_group_ids      = [aws_security_group.bastion.id]
  tags                        = { Name = "flowmart-production-bastion", Environment = "production", ManagedBy = "terraform" }
}
