# Roles, instance profiles, keys, secrets, parameters and buckets. Nothing here names another environment but the
# trust of the deploy role in the CI/CD role.

locals {
  own_parameters = "arn:aws:ssm:${var.region}:${var.account_id}:parameter/flowmart/${var.environment}/*"
  own_secrets    = "arn:aws:secretsmanager:${var.region}:${var.account_id}:secret:flowmart/${var.environment}/*"
}

# The most that an application role may ever be given.
resource "aws_iam_policy" "boundary" {
  name = "${local.name}-boundary"
  tags = local.tags
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "ApplicationServices"
        Effect = "Allow"
        Action = [
          "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "secretsmanager:GetSecretValue", "kms:Decrypt",
          "kms:GenerateDataKey", "s3:GetObject", "s3:PutObject", "s3:ListBucket", "logs:*", "xray:Put*", "ec2:*NetworkInterface*",
        ]
        Resource  = "*"
        Condition = { StringEquals = { "aws:ResourceAccount" = var.account_id } }
      },
      {
        Sid      = "NeverBecomeAnotherRole"
        Effect   = "Deny"
        Action   = ["sts:AssumeRole", "iam:*", "organizations:*"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role" "app" {
  name                 = "${local.name}-app"
  description          = "Application instances and functions of ${var.environment}"
  permissions_boundary = aws_iam_policy.boundary.arn
  tags                 = merge(local.tags, { Role = "application" })
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ["ec2.amazonaws.com", "lambda.amazonaws.com"] }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "app" {
  name = "own-environment"
  role = aws_iam_role.app.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Parameters", Effect = "Allow", Action = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"], Resource = local.own_parameters },
      { Sid = "Secrets", Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = local.own_secrets },
      { Sid = "Key", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = aws_kms_key.data.arn },
      { Sid = "Objects", Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "${aws_s3_bucket.data.arn}/*" },
      { Sid = "Bucket", Effect = "Allow", Action = "s3:ListBucket", Resource = aws_s3_bucket.data.arn },
    ]
  })
}

resource "aws_iam_instance_profile" "app" {
  name = "${local.name}-app"
  role = aws_iam_role.app.name
  tags = local.tags
}

resource "aws_iam_role" "cluster" {
  count       = var.cluster_nodes > 0 ? 1 : 0
  name        = "${local.name}-cluster"
  description = "Kubernetes control plane of ${var.environment}"
  tags        = merge(local.tags, { Role = "cluster" })
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "eks.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "cluster" {
  count      = var.cluster_nodes > 0 ? 1 : 0
  role       = aws_iam_role.cluster[0].name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
}

resource "aws_iam_role" "node" {
  count       = var.cluster_nodes > 0 ? 1 : 0
  name        = "${local.name}-node"
  description = "Kubernetes nodes of ${var.environment}"
  tags        = merge(local.tags, { Role = "node" })
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each   = toset(var.cluster_nodes > 0 ? ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly"] : [])
  role       = aws_iam_role.node[0].name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_iam_instance_profile" "node" {
  count = var.cluster_nodes > 0 ? 1 : 0
  name  = "${local.name}-node"
  role  = aws_iam_role.node[0].name
  tags  = local.tags
}

# ---- Deployment ----

resource "aws_iam_role" "deploy" {
  name                 = "${local.name}-deploy"
  description          = "Deploys to ${var.environment}; assumed by the CI/CD role"
  max_session_duration = 3600
  tags                 = merge(local.tags, { Role = "deploy" })
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([{
      Sid       = "CICD"
      Effect    = "Allow"
      Principal = { AWS = var.cicd_role }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "sts:ExternalId"     = "flowmart-${var.environment}"
          "aws:PrincipalOrgID" = var.organization_id
        }
      }
    }], var.deploy_trust)
  })
}

resource "aws_iam_policy" "deploy" {
  name = "${local.name}-deploy"
  tags = local.tags
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid       = "Release"
        Effect    = "Allow"
        Action    = ["lambda:UpdateFunctionCode", "lambda:PublishVersion", "eks:DescribeCluster", "ecr:GetAuthorizationToken", "ecr:BatchGetImage"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:ResourceTag/Environment" = var.environment } }
      },
      {
        Sid       = "PassApplicationRole"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = aws_iam_role.app.arn
        Condition = { StringEquals = { "iam:PassedToService" = "lambda.amazonaws.com" } }
      },
    ], var.deploy_statements)
  })
}

resource "aws_iam_role_policy_attachment" "deploy" {
  role       = aws_iam_role.deploy.name
  policy_arn = aws_iam_policy.deploy.arn
}

variable "deploy_trust" {
  description = "Further statements of the deploy role's trust policy."
  type        = any
  default     = []
}

variable "deploy_statements" {
  description = "Further statements of the deploy role's permissions."
  type        = any
  default     = []
}

# ---- Key, secret, parameters, bucket ----

resource "aws_kms_key" "data" {
  description         = "Data of ${var.environment}"
  enable_key_rotation = true
  tags                = merge(local.tags, { Name = "${local.name}-data" })
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "OwnAccount", Effect = "Allow", Principal = { AWS = "arn:aws:iam::${var.account_id}:root" }, Action = "kms:*", Resource = "*" },
      { Sid = "Application", Effect = "Allow", Principal = { AWS = aws_iam_role.app.arn }, Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = "*" },
    ]
  })
}

resource "aws_kms_alias" "data" {
  name          = "alias/${local.name}-data"
  target_key_id = aws_kms_key.data.key_id
}

resource "aws_secretsmanager_secret" "payment" {
  name       = "flowmart/${var.environment}/checkout-service/payment-api-key"
  kms_key_id = aws_kms_key.data.arn
  tags       = merge(local.tags, { Service = "checkout", DataClass = var.data_class })
}

resource "aws_secretsmanager_secret_policy" "payment" {
  secret_arn = aws_secretsmanager_secret.payment.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Application", Effect = "Allow", Principal = { AWS = aws_iam_role.app.arn }, Action = "secretsmanager:GetSecretValue", Resource = "*" },
      {
        Sid       = "NoOtherAccount"
        Effect    = "Deny"
        Principal = "*"
        Action    = "secretsmanager:*"
        Resource  = "*"
        Condition = { StringNotEquals = { "aws:PrincipalAccount" = var.account_id } }
      },
    ]
  })
}

resource "aws_ssm_parameter" "parameter" {
  for_each = {
    "orders-service/db-connection-string" = "SecureString"
    "orders-service/log-level"            = "String"
    "checkout-service/feature-flags"      = "String"
    "catalog-service/cache-ttl"           = "String"
  }
  name   = "/flowmart/${var.environment}/${each.key}"
  type   = each.value
  key_id = each.value == "SecureString" ? aws_kms_key.data.arn : null
  value  = "set-by-the-service-team"
  tags   = merge(local.tags, { Service = split("-", each.key)[0] })
}

resource "aws_s3_bucket" "data" {
  bucket = "${local.name}-data-${var.account_id}"
  tags   = merge(local.tags, { Service = "orders", DataClass = var.data_class })
}

resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = aws_s3_bucket.data.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Application", Effect = "Allow", Principal = { AWS = aws_iam_role.app.arn }, Action = ["s3:GetObject", "s3:PutObject"], Resource = "${aws_s3_bucket.data.arn}/*" },
      {
        Sid       = "NoOtherAccount"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.data.arn, "${aws_s3_bucket.data.arn}/*"]
        Condition = { StringNotEquals = { "aws:PrincipalAccount" = var.account_id } }
      },
    ]
  })
}
