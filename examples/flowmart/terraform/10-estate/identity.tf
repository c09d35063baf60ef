# Identities that belong to one environment only: the pipeline, break-glass, reporting, analysts.

resource "aws_iam_openid_connect_provider" "github" {
  provider        = aws.shared
  url             = "https://token.actions.githubusercontent.com"
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["6938fd4d98bab03faadb97b34396831e3780aea1"]
  tags            = { Environment = "shared-network", ManagedBy = "terraform" }
}

# The one role that is meant to deploy everywhere; each environment's deploy role asks it for that environment's external id.
resource "aws_iam_role" "cicd" {
  provider    = aws.shared
  name        = "flowmart-cicd"
  description = "GitHub Actions of flowmart/platform"
  tags        = { Environment = "shared-network", Role = "cicd", ManagedBy = "terraform" }
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = [
            for name in ["development", "staging", "production", "sandbox", "disaster-recovery", "shared-network"] :
            "repo:flowmart/platform:environment:${name}"
          ]
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "cicd" {
  provider = aws.shared
  name     = "deploy"
  role     = aws_iam_role.cicd.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "DeployRoles"
      Effect   = "Allow"
      Action   = "sts:AssumeRole"
      Resource = [for name, account in var.accounts : "arn:aws:iam::${account}:role/flowmart-${name}-deploy"]
    }]
  })
}

resource "aws_iam_role" "artifact_sync" {
  provider    = aws.shared
  name        = "flowmart-artifact-sync"
  description = "Copies released artifacts between registries"
  tags        = { Environment = "shared-network", Service = "artifacts", ManagedBy = "terraform" }
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.artifact_sync_trust
  })
}

resource "aws_iam_role_policy" "artifact_sync" {
  provider = aws.shared
  name     = "artifacts"
  role     = aws_iam_role.artifact_sync.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([{
      Sid      = "Registry"
      Effect   = "Allow"
      Action   = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:PutImage"]
      Resource = "arn:aws:ecr:us-east-1:${var.accounts["shared-network"]}:repository/flowmart/*"
    }], local.artifact_sync_statements)
  })
}

# ---- Production ----

resource "aws_iam_role" "break_glass" {
  provider             = aws.production
  name                 = "flowmart-production-break-glass"
  description          = "Emergencies only; every use is reviewed"
  max_session_duration = 3600
  tags                 = { Environment = "production", Role = "break-glass", ManagedBy = "terraform" }
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${var.accounts["production"]}:root" }
      Action    = "sts:AssumeRole"
      Condition = {
        Bool            = { "aws:MultiFactorAuthPresent" = "true" }
        NumericLessThan = { "aws:MultiFactorAuthAge" = "900" }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "break_glass" {
  provider   = aws.production
  role       = aws_iam_role.break_glass.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_role" "reporting" {
  provider    = aws.production
  name        = "flowmart-production-reporting"
  description = "Reads order exports for the finance reports"
  tags        = { Environment = "production", Service = "reporting", ManagedBy = "terraform" }
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.reporting_trust
  })
}

resource "aws_iam_role_policy" "reporting" {
  provider = aws.production
  name     = "exports"
  role     = aws_iam_role.reporting.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Exports"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = "arn:aws:s3:::flowmart-production-data-${var.accounts["production"]}/exports/*"
    }]
  })
}

# ---- Development ----

resource "aws_iam_role" "analyst" {
  provider    = aws.development
  name        = "flowmart-development-analyst"
  description = "Analysts explore synthetic data"
  tags        = { Environment = "development", Role = "analyst", ManagedBy = "terraform" }
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = aws_iam_saml_provider.development.arn }
      Action    = "sts:AssumeRoleWithSAML"
      Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } }
    }]
  })
}

resource "aws_iam_role_policy" "analyst" {
  provider = aws.development
  name     = "analysis"
  role     = aws_iam_role.analyst.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([{
      Sid      = "Data"
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:ListBucket"]
      Resource = ["arn:aws:s3:::flowmart-development-data-${var.accounts["development"]}", "arn:aws:s3:::flowmart-development-data-${var.accounts["development"]}/*"]
    }], local.analyst_statements)
  })
}
