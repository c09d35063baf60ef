# Over an applied state: moved, changed, replaced, deleted, forgotten and imported.
moved {
  from = aws_vpc.old
  to   = aws_vpc.main
}

removed {
  from = aws_eip.left
  lifecycle {
    destroy = false
  }
}

import {
  to = aws_vpc.found
  id = "vpc-199afa8c7b930a329"
}

resource "aws_vpc" "found" {
  cidr_block = "10.77.0.0/16"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "s" {
  count                   = 1
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.${count.index}.0/24"
  map_public_ip_on_launch = true
}

resource "aws_security_group" "g" {
  name   = "second"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group_rule" "r" {
  type              = "ingress"
  security_group_id = aws_security_group.g.id
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["10.0.0.0/8"]
}
