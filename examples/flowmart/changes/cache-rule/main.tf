# A cache for production's application, with a group that admits the application alone.

variable "ports" {
  description = "The cache's ports by purpose."
  type        = map(number)
}

resource "aws_security_group" "cache" {
  provider    = aws.production
  name        = "flowmart-production-cache"
  description = "Session cache"
  vpc_id      = var.production_vpc
  tags        = { Name = "flowmart-production-cache", Environment = "production", Service = "sessions", ManagedBy = "terraform" }

  dynamic "ingress" {
    for_each = var.ports
    content {
      description     = ingress.key
      protocol        = "tcp"
      from_port       = ingress.value
      to_port         = ingress.value
      security_groups = [var.production_app_group]
    }
  }
}

resource "aws_network_interface" "cache" {
  count           = length(var.production_app_subnets)
  provider        = aws.production
  subnet_id       = var.production_app_subnets[count.index]
  security_groups = [aws_security_group.cache.id]
  description     = "Session cache ${count.index + 1}"
  tags            = { Name = "flowmart-production-cache-${count.index + 1}", Environment = "production", Service = "sessions" }
}
