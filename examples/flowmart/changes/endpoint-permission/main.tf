# Production's orders service, offered over PrivateLink to partners; development is a partner "for the load test".

variable "partners" {
  description = "Accounts that may connect."
  type        = set(string)
}

resource "aws_lb" "partners" {
  provider                                                     = aws.production
  name                                                         = "flowmart-production-partners"
  load_balancer_type                                           = "network"
  internal                                                     = true
  subnets                                                      = var.production_app_subnets
  security_groups                                              = [var.production_nlb_group]
  enforce_security_group_inbound_rules_on_private_link_traffic = "off"
  tags                                                         = { Name = "flowmart-production-partners", Environment = "production", Service = "orders" }
}

resource "aws_lb_target_group" "partners" {
  provider    = aws.production
  name        = "flowmart-production-partners"
  port        = 8080
  protocol    = "TCP"
  target_type = "ip"
  vpc_id      = var.production_vpc
  tags        = { Environment = "production", Service = "orders" }
}

resource "aws_lb_target_group_attachment" "partners" {
  for_each         = toset(var.production_app_hosts)
  provider         = aws.production
  target_group_arn = aws_lb_target_group.partners.arn
  target_id        = each.key
  port             = 8080
}

resource "aws_lb_listener" "partners" {
  provider          = aws.production
  load_balancer_arn = aws_lb.partners.arn
  port              = 8080
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.partners.arn
  }
}

resource "aws_vpc_endpoint_service" "partners" {
  provider                   = aws.production
  acceptance_required        = false
  network_load_balancer_arns = [aws_lb.partners.arn]
  tags                       = { Name = "flowmart-production-partners", Environment = "production" }
}

resource "aws_vpc_endpoint_service_allowed_principal" "partner" {
  for_each                = var.partners
  provider                = aws.production
  vpc_endpoint_service_id = aws_vpc_endpoint_service.partners.id
  principal_arn           = "arn:aws:iam::${each.key}:root"
}

# ---- Development's side ----

resource "aws_security_group" "orders" {
  provider    = aws.development
  name        = "flowmart-development-orders-endpoint"
  description = "Endpoint of production's orders service"
  vpc_id      = var.development_vpc
  tags        = { Name = "flowmart-development-orders-endpoint", Environment = "development" }

  ingress {
    protocol    = "tcp"
    from_port   = 8080
    to_port     = 8080
    cidr_blocks = ["10.0.10.0/23"]
  }
}

resource "aws_vpc_endpoint" "orders" {
  provider           = aws.development
  vpc_id             = var.development_vpc
  service_name       = aws_vpc_endpoint_service.partners.service_name
  vpc_endpoint_type  = "Interface"
  subnet_ids         = var.development_app_subnets
  security_group_ids = [aws_security_group.orders.id]
  tags               = { Name = "flowmart-development-orders", Environment = "development" }
}
