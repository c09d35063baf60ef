# A host to look into the weekly refresh: in the subnet and the group of the anonymiser, and so on its way to staging.

resource "aws_instance" "debug" {
  provider               = aws.production
  ami                    = "ami-12c6146b"
  instance_type          = "t3.micro"
  subnet_id              = var.anonymiser_subnet
  vpc_security_group_ids = [var.anonymiser_group]
  tags                   = { Name = "flowmart-production-refresh-debug", Environment = "production", ManagedBy = "terraform" }
}
