# Security groups. They refer to each other: load balancer -> application -> database.

resource "aws_security_group" "alb" {
  count       = var.load_balancer == null ? 0 : 1
  name        = "${local.name}-alb"
  description = "Application load balancer"
  vpc_id      = aws_vpc.this.id
  tags        = merge(local.tags, { Name = "${local.name}-alb", Service = "storefront" })
}

resource "aws_vpc_security_group_ingress_rule" "alb_https" {
  count             = var.load_balancer == null ? 0 : 1
  security_group_id = aws_security_group.alb[0].id
  description       = var.load_balancer == "internet-facing" ? "HTTPS from customers" : "HTTPS from this environment"
  cidr_ipv4         = var.load_balancer == "internet-facing" ? "0.0.0.0/0" : var.cidr
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "alb_to_app" {
  count                        = var.load_balancer == null ? 0 : 1
  security_group_id            = aws_security_group.alb[0].id
  description                  = "To the application"
  referenced_security_group_id = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_egress_rule" "alb_to_node" {
  count                        = var.load_balancer != null && var.cluster_nodes > 0 ? 1 : 0
  security_group_id            = aws_security_group.alb[0].id
  description                  = "To the cluster's node ports"
  referenced_security_group_id = aws_security_group.node[0].id
  ip_protocol                  = "tcp"
  from_port                    = 30000
  to_port                      = 32767
}

resource "aws_security_group" "nlb" {
  count       = var.load_balancer == null ? 0 : 1
  name        = "${local.name}-nlb"
  description = "Internal network load balancer of the orders service"
  vpc_id      = aws_vpc.this.id
  tags        = merge(local.tags, { Name = "${local.name}-nlb", Service = "orders" })
}

resource "aws_vpc_security_group_ingress_rule" "nlb_orders" {
  count             = var.load_balancer == null ? 0 : 1
  security_group_id = aws_security_group.nlb[0].id
  description       = "Orders service from this environment"
  cidr_ipv4         = local.app_range
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
}

resource "aws_vpc_security_group_egress_rule" "nlb_to_app" {
  count                        = var.load_balancer == null ? 0 : 1
  security_group_id            = aws_security_group.nlb[0].id
  description                  = "To the orders service"
  referenced_security_group_id = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

# ---- Application tier ----

resource "aws_security_group" "app" {
  name        = "${local.name}-app"
  description = "Application tier"
  vpc_id      = aws_vpc.this.id
  tags        = merge(local.tags, { Name = "${local.name}-app" })
}

resource "aws_vpc_security_group_ingress_rule" "app_from_alb" {
  count                        = var.load_balancer == null ? 0 : 1
  security_group_id            = aws_security_group.app.id
  description                  = "From the application load balancer"
  referenced_security_group_id = aws_security_group.alb[0].id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_ingress_rule" "app_from_nlb" {
  count                        = var.load_balancer == null ? 0 : 1
  security_group_id            = aws_security_group.app.id
  description                  = "From the network load balancer"
  referenced_security_group_id = aws_security_group.nlb[0].id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_ingress_rule" "app_self" {
  security_group_id            = aws_security_group.app.id
  description                  = "Within the application tier"
  referenced_security_group_id = aws_security_group.app.id
  ip_protocol                  = "-1"
}

resource "aws_vpc_security_group_ingress_rule" "app_sources" {
  for_each          = var.application_sources
  security_group_id = aws_security_group.app.id
  description       = each.key
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
}

resource "aws_vpc_security_group_ingress_rule" "app_metrics" {
  count             = var.monitoring_source == null ? 0 : 1
  security_group_id = aws_security_group.app.id
  description       = "Metrics"
  cidr_ipv4         = var.monitoring_source
  ip_protocol       = "tcp"
  from_port         = 9100
  to_port           = 9100
}

resource "aws_ec2_managed_prefix_list" "offices" {
  count          = length(var.offices) > 0 ? 1 : 0
  name           = "${local.name}-offices"
  address_family = "IPv4"
  max_entries    = 5
  tags           = merge(local.tags, { Name = "${local.name}-offices" })
  dynamic "entry" {
    for_each = var.offices
    content {
      cidr        = entry.value
      description = "Office over site-to-site VPN"
    }
  }
}

resource "aws_vpc_security_group_ingress_rule" "app_offices" {
  for_each          = length(var.offices) > 0 ? { ssh = 22, orders = 8080 } : {}
  security_group_id = aws_security_group.app.id
  description       = "Offices"
  prefix_list_id    = aws_ec2_managed_prefix_list.offices[0].id
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
}

resource "aws_vpc_security_group_egress_rule" "app_any" {
  security_group_id = aws_security_group.app.id
  description       = "Anywhere that the routes lead"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

# ---- Kubernetes ----

resource "aws_security_group" "node" {
  count       = var.cluster_nodes > 0 ? 1 : 0
  name        = "${local.name}-node"
  description = "Kubernetes nodes"
  vpc_id      = aws_vpc.this.id
  tags        = merge(local.tags, { Name = "${local.name}-node", Service = "kubernetes" })
}

resource "aws_security_group" "control_plane" {
  count       = var.cluster_nodes > 0 ? 1 : 0
  name        = "${local.name}-control-plane"
  description = "Kubernetes control plane"
  vpc_id      = aws_vpc.this.id
  tags        = merge(local.tags, { Name = "${local.name}-control-plane", Service = "kubernetes" })
}

resource "aws_vpc_security_group_ingress_rule" "node_self" {
  count                        = var.cluster_nodes > 0 ? 1 : 0
  security_group_id            = aws_security_group.node[0].id
  description                  = "Between nodes"
  referenced_security_group_id = aws_security_group.node[0].id
  ip_protocol                  = "-1"
}

resource "aws_vpc_security_group_ingress_rule" "node_from_control_plane" {
  count                        = var.cluster_nodes > 0 ? 1 : 0
  security_group_id            = aws_security_group.node[0].id
  description                  = "Kubelet"
  referenced_security_group_id = aws_security_group.control_plane[0].id
  ip_protocol                  = "tcp"
  from_port                    = 10250
  to_port                      = 10250
}

resource "aws_vpc_security_group_ingress_rule" "node_from_alb" {
  count                        = var.cluster_nodes > 0 && var.load_balancer != null ? 1 : 0
  security_group_id            = aws_security_group.node[0].id
  description                  = "Node ports from the application load balancer"
  referenced_security_group_id = aws_security_group.alb[0].id
  ip_protocol                  = "tcp"
  from_port                    = 30000
  to_port                      = 32767
}

resource "aws_vpc_security_group_egress_rule" "node_any" {
  count             = var.cluster_nodes > 0 ? 1 : 0
  security_group_id = aws_security_group.node[0].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_from_node" {
  count                        = var.cluster_nodes > 0 ? 1 : 0
  security_group_id            = aws_security_group.control_plane[0].id
  description                  = "Kubernetes API"
  referenced_security_group_id = aws_security_group.node[0].id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_vpc_security_group_egress_rule" "control_plane_to_node" {
  count                        = var.cluster_nodes > 0 ? 1 : 0
  security_group_id            = aws_security_group.control_plane[0].id
  description                  = "Kubelet"
  referenced_security_group_id = aws_security_group.node[0].id
  ip_protocol                  = "tcp"
  from_port                    = 10250
  to_port                      = 10250
}

# ---- Function, database, endpoints ----

resource "aws_security_group" "function" {
  count       = var.function ? 1 : 0
  name        = "${local.name}-function"
  description = "Functions: they call, nothing calls them over the network"
  vpc_id      = aws_vpc.this.id
  tags        = merge(local.tags, { Name = "${local.name}-function", Service = "order-events" })
}

resource "aws_vpc_security_group_egress_rule" "function_any" {
  count             = var.function ? 1 : 0
  security_group_id = aws_security_group.function[0].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_security_group" "database" {
  count       = var.database == null ? 0 : 1
  name        = "${local.name}-db"
  description = "Orders database"
  vpc_id      = aws_vpc.this.id
  tags        = merge(local.tags, { Name = "${local.name}-db", Service = "orders" })
}

resource "aws_vpc_security_group_ingress_rule" "database_from_app" {
  count                        = var.database == null ? 0 : 1
  security_group_id            = aws_security_group.database[0].id
  description                  = "Application tier"
  referenced_security_group_id = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "database_from_node" {
  count                        = var.database != null && var.cluster_nodes > 0 ? 1 : 0
  security_group_id            = aws_security_group.database[0].id
  description                  = "Kubernetes nodes"
  referenced_security_group_id = aws_security_group.node[0].id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "database_from_function" {
  count                        = var.database != null && var.function ? 1 : 0
  security_group_id            = aws_security_group.database[0].id
  description                  = "Functions"
  referenced_security_group_id = aws_security_group.function[0].id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "database_sources" {
  for_each          = var.database == null ? {} : var.database_sources
  security_group_id = aws_security_group.database[0].id
  description       = each.key
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
}

resource "aws_vpc_security_group_egress_rule" "database_destinations" {
  for_each          = var.database == null ? {} : var.database_destinations
  security_group_id = aws_security_group.database[0].id
  description       = each.key
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
}

resource "aws_security_group" "endpoint" {
  count       = var.private_endpoints ? 1 : 0
  name        = "${local.name}-endpoint"
  description = "Interface endpoints"
  vpc_id      = aws_vpc.this.id
  tags        = merge(local.tags, { Name = "${local.name}-endpoint" })
}

resource "aws_vpc_security_group_ingress_rule" "endpoint_https" {
  count             = var.private_endpoints ? 1 : 0
  security_group_id = aws_security_group.endpoint[0].id
  description       = "AWS APIs from this environment"
  cidr_ipv4         = var.cidr
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
