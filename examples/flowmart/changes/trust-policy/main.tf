# The analysts of development want production's reports: the reporting role trusts them, and their role may assume it.

variable "report_readers" {
  description = "Roles that may read the reports."
  type        = list(string)
  default     = []
}

locals {
  analyst = "arn:aws:iam::${var.accounts["development"]}:role/flowmart-development-analyst"
}

resource "aws_iam_role" "reporting" {
  provider    = aws.production
  name        = "flowmart-production-reporting"
  description = "Reads order exports for the finance reports"
  tags        = { Environment = "production", Service = "reporting", ManagedBy = "terraform" }
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{ Sid = "Scheduler", Effect = "Allow", Principal = { Service = "scheduler.amazonaws.com" }, Action = "sts:AssumeRole" }],
      [for reader in var.report_readers : { Sid = "Reader", Effect = "Allow", Principal = { AWS = reader }, Action = "sts:AssumeRole" }],
    )
  })
}

resource "aws_iam_role_policy" "analyst" {
  for_each = toset(contains(var.report_readers, local.analyst) ? ["reports"] : [])
  provider = aws.development
  name     = each.key
  role     = "flowmart-development-analyst"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Reports", Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.reporting.arn }]
  })
}
