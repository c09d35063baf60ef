# A role for staging's nightly tests: assumed by an instance of staging, reads staging's own parameters.

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "parameters" {
  dynamic "statement" {
    for_each = { read = ["ssm:GetParameter", "ssm:GetParametersByPath"] }
    content {
      sid       = title(statement.key)
      actions   = statement.value
      resources = ["arn:aws:ssm:us-east-1:${var.accounts["staging"]}:parameter/flowmart/staging/tests/*"]
    }
  }
}

resource "aws_iam_role" "tests" {
  provider           = aws.staging
  name               = "flowmart-staging-nightly-tests"
  description        = "Nightly tests of staging"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = { Environment = "staging", Role = "tests", ManagedBy = "terraform" }
}

resource "aws_iam_role_policy" "tests" {
  provider = aws.staging
  name     = "own-parameters"
  role     = aws_iam_role.tests.name
  policy   = data.aws_iam_policy_document.parameters.json
}

resource "aws_iam_instance_profile" "tests" {
  provider = aws.staging
  name     = aws_iam_role.tests.name
  role     = aws_iam_role.tests.name
}
