variable "vpc_id" { type = string }
variable "subnet_ids" { type = list(string) }
variable "tables" { type = map(string) }

data "aws_iam_policy_document" "open" {
  statement {
    actions   = ["s3:*"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = var.vpc_id
  service_name      = "com.amazonaws.us-east-1.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = values(var.tables)
  policy            = data.aws_iam_policy_document.open.json
}

resource "aws_security_group" "endpoint" {
  count  = length(var.subnet_ids) > 0 ? 1 : 0
  name   = "endpoint"
  vpc_id = var.vpc_id
}

resource "aws_vpc_endpoint" "secrets" {
  count              = length(var.subnet_ids) > 0 ? 1 : 0
  vpc_id             = var.vpc_id
  service_name       = "com.amazonaws.us-east-1.secretsmanager"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = var.subnet_ids
  security_group_ids = aws_security_group.endpoint[*].id
}
