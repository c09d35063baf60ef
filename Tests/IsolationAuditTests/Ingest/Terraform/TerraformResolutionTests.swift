import IsolationAudit
import Testing

@Suite("Terraform: resolving references of a plan")
struct TerraformResolutionTests {
  @Test(
    "with the Terraform sources, local values, conditions, loops and dynamic blocks are followed",
    arguments: [
      ("module.net.aws_subnet.s[\"a\"]", "vpc_id", "module.net.aws_vpc.this[0].id"),
      ("module.peer[\"y\"].aws_route_table.t", "vpc_id", "module.peer[\"y\"].aws_vpc.this[0].id"),
      ("module.net.aws_route_table_association.a[\"b\"]", "subnet_id", "module.net.aws_subnet.s[\"b\"].id"),
      ("module.net.aws_route_table_association.a[\"b\"]", "route_table_id", "module.net.aws_route_table.t.id"),
      (
        "module.net.aws_ec2_transit_gateway_vpc_attachment.this[0]", "transit_gateway_id",
        "aws_ec2_transit_gateway.hub.id"
      ),
      (
        "module.net.aws_ec2_transit_gateway_vpc_attachment.this[0]", "subnet_ids", "[module.net.aws_subnet.s[\"b\"].id]"
      ),
      ("module.net.module.endpoints.aws_vpc_endpoint.s3", "vpc_id", "module.net.aws_vpc.this[0].id"),
      ("module.net.module.endpoints.aws_vpc_endpoint.s3", "route_table_ids", "[module.net.aws_route_table.t.id]"),
      (
        "module.net.module.endpoints.aws_vpc_endpoint.secrets[0]", "subnet_ids",
        "[module.net.aws_subnet.s[\"a\"].id, module.net.aws_subnet.s[\"b\"].id]"
      ),
      (
        "module.net.module.endpoints.aws_vpc_endpoint.secrets[0]", "security_group_ids",
        "[module.net.module.endpoints.aws_security_group.endpoint[0].id]"
      ),
      ("aws_vpc_peering_connection.p[\"x\"]", "vpc_id", "module.net.aws_vpc.this[0].id"),
      ("aws_vpc_peering_connection.p[\"x\"]", "peer_vpc_id", "module.peer[\"x\"].aws_vpc.this[0].id"),
      (
        "aws_ec2_transit_gateway_route_table_association.a[\"net\"]", "transit_gateway_attachment_id",
        "module.net.aws_ec2_transit_gateway_vpc_attachment.this[0].id"
      ),
      (
        "aws_ec2_transit_gateway_route_table_association.a[\"net\"]", "transit_gateway_route_table_id",
        "aws_ec2_transit_gateway_route_table.t[\"spokes\"].id"
      ),
      (
        "aws_ec2_transit_gateway_route_table_association.a[\"peer\"]", "transit_gateway_attachment_id",
        "aws_ec2_transit_gateway_vpc_attachment.other.id"
      ),
      (
        "aws_ec2_transit_gateway_vpc_attachment.other", "subnet_ids", "[aws_subnet.other[0].id, aws_subnet.other[1].id]"
      ),
      ("aws_route_table_association.swapped[0]", "subnet_id", "aws_subnet.other[1].id"),
      ("aws_route_table_association.swapped[1]", "subnet_id", "aws_subnet.other[0].id"),
      ("aws_route_table_association.swapped[1]", "route_table_id", "aws_route_table.other[1].id"),
      ("aws_network_acl.other", "subnet_ids", "[aws_subnet.other[0].id]"),
      ("aws_network_interface.admin", "subnet_id", "module.net.aws_subnet.s[\"a\"].id"),
      (
        "aws_network_interface.admin", "security_groups",
        "[aws_security_group.app.id, aws_security_group.extra[\"one\"].id, aws_security_group.extra[\"two\"].id]"
      ),
      (
        "aws_security_group_rule.by_address[1]", "cidr_blocks", "[${aws_eip.e[1].public_ip}/32, \"10.0.0.0/8\"]"
      ),
      ("aws_security_group_rule.by_address[1]", "source_security_group_id", "computed"),
      ("aws_iam_role_policy.deploy", "role", "\"deploy\""),
      (
        "aws_iam_role_policy.deploy", "policy",
        "json {Version: \"2012-10-17\", Statement: [{Effect: \"Allow\", Action: \"sts:AssumeRole\", "
          + "Resource: aws_iam_role.caller.arn}]}"
      ),
      (
        "aws_iam_role.deploy", "assume_role_policy",
        "json {Version: \"2012-10-17\", Statement: [{Effect: \"Allow\", Action: [\"sts:AssumeRole\"], "
          + "Principal: {AWS: [\"arn:aws:iam::111111111111:root\", aws_iam_role.caller.arn]}, "
          + "Condition: {StringEquals: {sts:ExternalId: [\"deploy\"]}}}]}"
      ),
      (
        "aws_s3_bucket_policy.b", "policy",
        "json {Version: \"2012-10-17\", Statement: [{Effect: \"Allow\", Principal: {AWS: aws_iam_role.deploy.arn}, "
          + "Action: \"s3:GetObject\", Resource: ${aws_s3_bucket.b.arn}/*}, {Effect: \"Deny\", "
          + "Principal: {AWS: aws_iam_role.caller.arn}, Action: \"s3:*\", Resource: aws_s3_bucket.b.arn}]}"
      ),
      ("aws_ssm_parameter.s", "value", "secret"),
      ("aws_vpc.other", "id", "computed"),
    ]
  )
  func withSources(address: String, attribute: String, expected: String) throws {
    let document = try TerraformFixture.read("network/plan.json", usesSources: true)
    #expect(document.diagnostics.map(\.description) == [])
    #expect(TerraformFixture.text(document.values(address)?[attribute]) == expected)
  }

  @Test(
    "from the plan alone, what it does not tell is assumed and marked so, or stays unknown with the names in the way",
    arguments: [
      ("aws_security_group.app", "vpc_id", "module.net.aws_vpc.this[0].id"),
      ("module.net.aws_internet_gateway.g[0]", "vpc_id", "module.net.aws_vpc.this[0].id"),
      // A local value: the only VPC of the module instance.
      ("module.net.aws_subnet.s[\"a\"]", "vpc_id", "module.net.aws_vpc.this[0].id?"),
      ("module.net.aws_route_table_association.a[\"b\"]", "subnet_id", "module.net.aws_subnet.s[\"b\"].id"),
      ("aws_vpc_peering_connection.p[\"x\"]", "peer_vpc_id", "module.peer[\"x\"].aws_vpc.this[0].id"),
      ("aws_security_group_rule.by_address[0]", "security_group_id", "aws_security_group.app.id"),
      // Two tables, by a key out of a local value.
      (
        "aws_ec2_transit_gateway_route_table_association.a[\"net\"]", "transit_gateway_attachment_id",
        "aws_ec2_transit_gateway_vpc_attachment.other.id?"
      ),
      (
        "aws_ec2_transit_gateway_vpc_attachment.other", "subnet_ids",
        "[aws_subnet.other[0].id?, aws_subnet.other[1].id?]"
      ),
      // Wrong, and marked as an assumption: the plan does not tell that the index is turned round.
      ("aws_route_table_association.swapped[0]", "subnet_id", "aws_subnet.other[0].id?"),
      (
        "aws_security_group_rule.by_address[1]", "cidr_blocks",
        "open: an expression of aws_eip.e of aws_eip.e[0] | aws_eip.e[1]"
      ),
      ("aws_network_interface.admin", "security_groups", "open: local.admin_groups is not in the plan"),
      (
        "aws_iam_role.deploy", "assume_role_policy",
        "json {Version: \"2012-10-17\", Statement: [{Effect: \"Allow\", Action: [\"sts:AssumeRole\"], "
          + "Principal: {AWS: [\"arn:aws:iam::111111111111:root\", aws_iam_role.caller.arn?]}, "
          + "Condition: {StringEquals: {sts:ExternalId: [\"deploy\"]}}}]}"
      ),
      (
        "aws_s3_bucket_policy.b", "policy",
        "open: an expression of aws_iam_role.deploy.arn, aws_s3_bucket.b.arn, aws_iam_role.caller.arn of "
          + "aws_iam_role.deploy.arn | aws_s3_bucket.b.arn | aws_iam_role.caller.arn"
      ),
    ]
  )
  func withoutSources(address: String, attribute: String, expected: String) throws {
    let document = try TerraformFixture.read("network/plan.json")
    #expect(TerraformFixture.text(document.values(address)?[attribute]) == expected)
  }

  @Test("blocks are found again in a plan that sorts them, static ones and those of a dynamic block")
  func blocks() throws {
    let document = try TerraformFixture.read("network/plan.json", usesSources: true)
    let rules = try #require(document.values("aws_security_group.db")?["ingress"]?.list)
    #expect(
      rules.map { "\($0["from_port"]?.integer ?? 0) " + TerraformFixture.text($0["security_groups"]) } == [
        "22 []", "5432 [aws_security_group.app.id]", "9000 [aws_security_group.extra[\"one\"].id]",
        "9000 [aws_security_group.extra[\"two\"].id]",
      ]
    )
    let routes = try #require(document.values("module.net.aws_route_table.t")?["route"]?.list)
    #expect(
      routes.map { (route: TerraformValue) in
        TerraformFixture.text(route["cidr_block"]) + " " + TerraformFixture.text(route["gateway_id"]) + " "
          + TerraformFixture.text(route["transit_gateway_id"])
      } == [
        "\"0.0.0.0/0\" module.net.aws_internet_gateway.g[0].id \"\"",
        "\"10.2.0.0/16\" \"\" aws_ec2_transit_gateway.hub.id",
      ]
    )
  }

  @Test("a reference says what it came by, and an unknown names its attribute")
  func names() throws {
    let document = try TerraformFixture.read("network/plan.json", usesSources: true)
    let subnet = try #require(document.values("module.net.aws_subnet.s[\"a\"]")?["vpc_id"]?.reference)
    #expect(subnet.via == ["module.net.local.vpc_id"])
    #expect(subnet.basis == .stated)
    let alone = try TerraformFixture.read("network/plan.json")
    let groups = try #require(alone.values("aws_network_interface.admin")?["security_groups"]?.unknown)
    #expect(
      groups.words == "aws_network_interface.admin.security_groups is known after apply: "
        + "local.admin_groups is not in the plan"
    )
    let assumed = try #require(alone.values("module.net.aws_subnet.s[\"a\"]")?["vpc_id"]?.reference)
    #expect(assumed.assumption == "module.net.aws_vpc.this[0] is taken, the only aws_vpc in module.net")
  }

  @Test("blocks have their places in the sources, module by module")
  func declarations() throws {
    let document = try TerraformFixture.read("network/plan.json", usesSources: true)
    let places = Dictionary(
      document.after.map { ($0.address, $0.declaration?.description ?? "") },
      uniquingKeysWith: { first, _ in first }
    )
    #expect(places["aws_vpc.other"] == "main.tf:88:1 (aws_vpc.other)")
    #expect(
      places["module.net.module.endpoints.aws_vpc_endpoint.s3"]
        == "modules/net/modules/endpoints/main.tf:16:1 (module.net.module.endpoints.aws_vpc_endpoint.s3)"
    )
    #expect(
      places["module.peer[\"x\"].aws_vpc.this[0]"] == "modules/net/main.tf:21:1 (module.peer[\"x\"].aws_vpc.this[0])"
    )
  }

  @Test("a resource's account and Region come from its provider")
  func places() throws {
    let document = try TerraformFixture.read("network/plan.json", usesSources: true)
    let local = try #require(document.after.first { $0.address == "aws_vpc.other" })
    #expect(local.providerKey == "aws")
    #expect(local.place.region == TerraformPlace.Fact("us-east-1", source: "region of provider aws"))
    #expect(local.place.account == nil)
    let remote = try #require(document.after.first { $0.address == "module.peer[\"x\"].aws_vpc.this[0]" })
    #expect(remote.providerKey == "aws.prod")
    #expect(remote.place.region?.value == "us-west-2")
    #expect(remote.place.account?.value == "333333333333")
    #expect(remote.place.account?.isAssumed == true)
  }
}
