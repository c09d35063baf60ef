# What runs: application instances, Kubernetes, a function, the orders database, load balancers.

resource "aws_instance" "app" {
  count                  = var.hosts
  ami                    = var.ami
  instance_type          = "t3.medium"
  subnet_id              = aws_subnet.app[count.index % 2].id
  private_ip             = cidrhost(aws_subnet.app[count.index % 2].cidr_block, 20)
  vpc_security_group_ids = [aws_security_group.app.id]
  iam_instance_profile   = aws_iam_instance_profile.app.name
  tags = merge(local.tags, {
    Name    = "${local.name}-app-${count.index + 1}"
    Service = "orders"
    Role    = "application"
  })
}

resource "aws_eks_cluster" "this" {
  count    = var.cluster_nodes > 0 ? 1 : 0
  name     = local.name
  role_arn = aws_iam_role.cluster[0].arn
  version  = "1.31"
  tags     = merge(local.tags, { Service = "kubernetes" })
  vpc_config {
    subnet_ids              = aws_subnet.app[*].id
    security_group_ids      = [aws_security_group.control_plane[0].id]
    endpoint_private_access = true
    endpoint_public_access  = false
  }
  access_config {
    authentication_mode                         = "API"
    bootstrap_cluster_creator_admin_permissions = false
  }
}

# Whom the cluster lets in: its nodes, and releases into the application's namespace.
resource "aws_eks_access_entry" "node" {
  count         = var.cluster_nodes > 0 ? 1 : 0
  cluster_name  = aws_eks_cluster.this[0].name
  principal_arn = aws_iam_role.node[0].arn
  type          = "EC2_LINUX"
  tags          = local.tags
}

resource "aws_eks_access_entry" "deploy" {
  count         = var.cluster_nodes > 0 ? 1 : 0
  cluster_name  = aws_eks_cluster.this[0].name
  principal_arn = aws_iam_role.deploy.arn
  tags          = local.tags
}

resource "aws_eks_access_policy_association" "deploy" {
  count         = var.cluster_nodes > 0 ? 1 : 0
  cluster_name  = aws_eks_cluster.this[0].name
  principal_arn = aws_eks_access_entry.deploy[0].principal_arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy"
  access_scope {
    type       = "namespace"
    namespaces = ["flowmart"]
  }
}

resource "aws_instance" "node" {
  count                  = var.cluster_nodes
  ami                    = var.ami
  instance_type          = var.cluster_node_type
  subnet_id              = aws_subnet.app[count.index % 2].id
  private_ip             = cidrhost(aws_subnet.app[count.index % 2].cidr_block, 60 + count.index)
  vpc_security_group_ids = [aws_security_group.node[0].id]
  iam_instance_profile   = aws_iam_instance_profile.node[0].name
  tags = merge(local.tags, {
    Name                                  = "${local.name}-node-${count.index + 1}"
    Service                               = "kubernetes"
    Role                                  = "node"
    "kubernetes.io/cluster/${local.name}" = "owned"
  })
}

resource "aws_lambda_function" "order_events" {
  count         = var.function ? 1 : 0
  function_name = "${local.name}-order-events"
  role          = aws_iam_role.app.arn
  package_type  = "Image"
  image_uri     = "${var.account_id}.dkr.ecr.${var.region}.amazonaws.com/flowmart/order-events:1.18.0"
  timeout       = 30
  image_config {
    command = ["order_events.handler"]
  }
  tags = merge(local.tags, { Service = "order-events" })
  vpc_config {
    subnet_ids         = aws_subnet.app[*].id
    security_group_ids = [aws_security_group.function[0].id]
  }
  environment {
    variables = { ENVIRONMENT = var.environment }
  }
}

resource "aws_db_subnet_group" "data" {
  count      = var.database == null ? 0 : 1
  name       = local.name
  subnet_ids = aws_subnet.data[*].id
  tags       = merge(local.tags, { Name = local.name })
}

resource "aws_db_instance" "orders" {
  count                       = var.database == null ? 0 : 1
  identifier                  = "${local.name}-orders"
  engine                      = "postgres"
  engine_version              = "16.3"
  instance_class              = var.database.instance_class
  multi_az                    = var.database.multi_az
  availability_zone           = var.database.multi_az ? null : local.zones[0]
  allocated_storage           = 100
  db_name                     = "orders"
  username                    = "flowmart"
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.data[0].name
  vpc_security_group_ids      = [aws_security_group.database[0].id]
  storage_encrypted           = true
  kms_key_id                  = aws_kms_key.data.arn
  publicly_accessible         = false
  skip_final_snapshot         = true
  tags                        = merge(local.tags, { Service = "orders", Role = "database", DataClass = var.data_class })
}

# ---- Load balancers ----

resource "aws_lb" "storefront" {
  count           = var.load_balancer == null ? 0 : 1
  name            = "${local.name}-alb"
  internal        = var.load_balancer == "internal"
  subnets         = var.load_balancer == "internal" ? aws_subnet.app[*].id : aws_subnet.public[*].id
  security_groups = [aws_security_group.alb[0].id]
  tags            = merge(local.tags, { Name = "${local.name}-alb", Service = "storefront" })
}

resource "aws_acm_certificate" "storefront" {
  count             = var.load_balancer == null ? 0 : 1
  domain_name       = "${var.environment}.flowmart.example"
  validation_method = "DNS"
  tags              = merge(local.tags, { Service = "storefront" })
}

resource "aws_lb_target_group" "storefront" {
  count       = var.load_balancer == null ? 0 : 1
  name        = "${local.name}-web"
  port        = 8080
  protocol    = "HTTP"
  target_type = "instance"
  vpc_id      = aws_vpc.this.id
  tags        = merge(local.tags, { Service = "storefront" })
}

resource "aws_lb_target_group_attachment" "storefront" {
  count            = var.load_balancer == null ? 0 : var.hosts
  target_group_arn = aws_lb_target_group.storefront[0].arn
  target_id        = aws_instance.app[count.index].id
  port             = 8080
}

resource "aws_lb_listener" "storefront" {
  count             = var.load_balancer == null ? 0 : 1
  load_balancer_arn = aws_lb.storefront[0].arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate.storefront[0].arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.storefront[0].arn
  }
}

resource "aws_lb" "orders" {
  count              = var.load_balancer == null ? 0 : 1
  name               = "${local.name}-nlb"
  load_balancer_type = "network"
  internal           = true
  subnets            = aws_subnet.app[*].id
  security_groups    = [aws_security_group.nlb[0].id]
  tags               = merge(local.tags, { Name = "${local.name}-nlb", Service = "orders" })
}

resource "aws_lb_target_group" "orders" {
  count       = var.load_balancer == null ? 0 : 1
  name        = "${local.name}-svc"
  port        = 8080
  protocol    = "TCP"
  target_type = "ip"
  vpc_id      = aws_vpc.this.id
  tags        = merge(local.tags, { Service = "orders" })
}

resource "aws_lb_target_group_attachment" "orders" {
  count            = var.load_balancer == null ? 0 : var.hosts
  target_group_arn = aws_lb_target_group.orders[0].arn
  target_id        = aws_instance.app[count.index].private_ip
  port             = 8080
}

resource "aws_lb_listener" "orders" {
  count             = var.load_balancer == null ? 0 : 1
  load_balancer_arn = aws_lb.orders[0].arn
  port              = 8080
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.orders[0].arn
  }
}
