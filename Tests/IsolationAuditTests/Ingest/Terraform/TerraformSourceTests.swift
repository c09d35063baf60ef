import IsolationAudit
import Testing

@Suite("Terraform: the sources of a plan")
struct TerraformSourceTests {
  private static let plan = """
    {"format_version": "1.2", "resource_changes": [
    \(TerraformSourceText.created("aws_vpc.a", "{}")),
    \(TerraformSourceText.created("aws_vpc.b", "{}")),
    \(TerraformSourceText.created("aws_subnet.x", "{}", unknown: #"{"vpc_id": true}"#))],
     "configuration": {"root_module": {"resources": [
      {"mode": "managed", "type": "aws_vpc", "name": "a"}, {"mode": "managed", "type": "aws_vpc", "name": "b"},
      {"mode": "managed", "type": "aws_subnet", "name": "x", "expressions": {
       "vpc_id": {"references": ["local.vpc"]}}}]}}}
    """

  private static let vpcs = "resource \"aws_vpc\" \"a\" {}\nresource \"aws_vpc\" \"b\" {}\n"

  @Test("files of a module are read together, a file of OpenTofu instead of Terraform's of the same name")
  func files() throws {
    let document = try TerraformSourceText.read(
      Self.plan,
      [
        "a.tf": Self.vpcs,
        "b.tf": "resource \"aws_subnet\" \"x\" {\n  vpc_id = local.vpc\n}\n",
        "c.tf": "locals {\n  vpc = aws_vpc.a.id\n}\n",
        "c.tofu": "locals {\n  vpc = aws_vpc.b.id\n}\n",
      ]
    )
    #expect(TerraformFixture.text(document.values("aws_subnet.x")?["vpc_id"]) == "aws_vpc.b.id")
    #expect(
      document.after.map { $0.declaration?.description ?? "" } == [
        "a.tf:1:1 (aws_vpc.a)", "a.tf:2:1 (aws_vpc.b)", "b.tf:1:1 (aws_subnet.x)",
      ]
    )
  }

  @Test(
    "sources that are not the plan's, or not all that is read, give places and no values",
    arguments: [
      (
        "resource \"aws_subnet\" \"x\" {\n  vpc_id = aws_vpc.a.id\n}\n", "extra.tf", "",
        "main.tf:3:1 (aws_subnet.x): warning: the Terraform sources are not those of the plan, "
          + "where vpc_id refers to aws_vpc.a.id: they are used for places only"
      ),
      (
        "", "extra.tf", "",
        "aws_subnet.x: warning: the Terraform sources are not those of the plan, where the block is missing: "
          + "they are used for places only"
      ),
      (
        "resource \"aws_subnet\" \"x\" {\n  vpc_id = local.vpc\n}\n", "main_override.tf", "locals { vpc = 1 }",
        "main_override.tf: note: overriding sources are not read, so the expressions of this module are not worked out"
      ),
      (
        "resource \"aws_subnet\" \"x\" {\n  vpc_id = local.vpc\n}\n", "more.tf.json", "{}",
        "more.tf.json: note: sources in JSON are not read, so the expressions of this module are not worked out"
      ),
      (
        "resource \"aws_subnet\" \"x\" {\n  vpc_id = local.vpc\n}\n", "broken.tf", "locals {\n  a = \n}\n",
        "broken.tf:2:7: warning: unexpected end of the line, expected an expression"
      ),
    ]
  )
  func unsound(subnet: String, file: String, text: String, expected: String) throws {
    let document = try TerraformSourceText.read(
      Self.plan,
      ["main.tf": Self.vpcs + subnet, "locals.tf": "locals {\n  vpc = aws_vpc.a.id\n}\n", file: text]
    )
    #expect(document.diagnostics.map(\.description) == [expected])
    #expect(
      TerraformFixture.text(document.values("aws_subnet.x")?["vpc_id"]) == "open: local.vpc is not in the plan"
        || TerraformFixture.text(document.values("aws_subnet.x")?["vpc_id"])
          == "open: local.vpc is not in the Terraform sources"
    )
    #expect(document.after[0].declaration?.line == 1)
  }

  @Test("a module that was not installed is named")
  func missingModule() throws {
    let plan = """
      {"format_version": "1.2", "resource_changes": [], "configuration": {"root_module": {"module_calls": {
       "vpc": {"source": "terraform-aws-modules/vpc/aws", "module": {}}}}}}
      """
    let document = try TerraformSourceText.read(plan, ["main.tf": ""])
    #expect(
      document.diagnostics.map(\.description) == [
        "note: the sources of module vpc are not in the Terraform root, expected them after terraform init"
      ]
    )
  }

  @Test("a directory that cannot be listed is named")
  func missingRoot() throws {
    let document = try TerraformDocument.read(
      bytes: Array(Self.plan.utf8),
      name: "plan.json",
      terraformRoot: "/nowhere/at/all"
    )
    #expect(document.diagnostics.contains { $0.code == "unreadable-sources" })
  }

  @Test("modules that refer to themselves, which only a hand can write, stay unknown")
  func cycle() throws {
    let document = try TerraformPlanText.read(
      """
      {"format_version": "1.2", "resource_changes": [
      \(TerraformSourceText.created("module.m.aws_vpc.a", "{}")),
      \(TerraformSourceText.created("module.m.aws_vpc.b", "{}")),
      \(TerraformSourceText.created("module.m.aws_subnet.x", "{}", unknown: #"{"vpc_id": true}"#))],
       "configuration": {"root_module": {"module_calls": {"m": {"source": "./m", "expressions": {
        "v": {"references": ["module.m.o", "module.m"]}}, "module": {
        "outputs": {"o": {"expression": {"references": ["var.v"]}}}, "variables": {"v": {}}, "resources": [
         {"mode": "managed", "type": "aws_vpc", "name": "a"}, {"mode": "managed", "type": "aws_vpc", "name": "b"},
         {"mode": "managed", "type": "aws_subnet", "name": "x",
          "expressions": {"vpc_id": {"references": ["var.v"]}}}]}}}}}}
      """
    )
    #expect(
      TerraformFixture.text(document.values("module.m.aws_subnet.x")?["vpc_id"])
        == "open: module.m.var.v refers to itself"
    )
  }

  @Test("a provider configuration that the plan does not have is named, and gives no place")
  func unknownProvider() throws {
    let document = try TerraformPlanText.read(
      """
      {"format_version": "1.2", "resource_changes": [\(TerraformSourceText.created("aws_vpc.a", "{}"))],
       "configuration": {"provider_config": {"aws": {"name": "aws", "full_name": "registry.terraform.io/hashicorp/aws",
        "expressions": {"region": {"constant_value": "eu-west-1"}}}}, "root_module": {"resources": [
        {"mode": "managed", "type": "aws_vpc", "name": "a", "provider_config_key": "aws.ghost"}]}}}
      """
    )
    #expect(document.after[0].place == TerraformPlace())
    #expect(
      document.diagnostics.map(\.description) == [
        "plan.json: warning: resources use the provider configuration \"aws.ghost\", which the plan does not have: "
          + "their account and Region are known only from their own values"
      ]
    )
  }

  @Test(
    "the account of a provider is that of the role, the only one allowed, or an assumption by a variable",
    arguments: [
      (
        #""assume_role": [{"role_arn": {"constant_value": "arn:aws:iam::111111111111:role/x"}}]"#,
        "111111111111 by assume_role of provider aws.dev"
      ),
      (
        #""assume_role": [{"role_arn": {"references": ["var.accounts[\"prod\"]", "var.accounts"]}}]"#,
        "222222222222 by assume_role of provider aws.dev"
      ),
      (
        #""allowed_account_ids": {"constant_value": ["333333333333"]}"#,
        "333333333333 by allowed_account_ids of provider aws.dev"
      ),
      (
        #""allowed_account_ids": {"constant_value": ["333333333333", "444444444444"]}"#,
        "555555555555 by var.accounts[\"dev\"], which has the alias of provider aws.dev?"
      ),
      (
        #""region": {"references": ["var.region"]}"#,
        "555555555555 by var.accounts[\"dev\"], which has the alias of provider aws.dev?"
      ),
    ]
  )
  func accounts(expressions: String, expected: String) throws {
    let document = try TerraformPlanText.read(
      """
      {"format_version": "1.2", "variables": {"accounts": {"value": {"dev": "555555555555", "prod": "222222222222"}},
       "region": {"value": "eu-west-3"}},
       "resource_changes": [\(TerraformSourceText.created("aws_vpc.a", "{}"))],
       "configuration": {"provider_config": {"aws.dev": {"name": "aws", "alias": "dev",
        "full_name": "registry.terraform.io/hashicorp/aws", "expressions": {\(expressions)}}},
        "root_module": {"resources": [
        {"mode": "managed", "type": "aws_vpc", "name": "a", "provider_config_key": "aws.dev"}]}}}
      """
    )
    let account = try #require(document.after[0].place.account)
    #expect("\(account.value) by \(account.source)\(account.isAssumed ? "?" : "")" == expected)
    if expressions.contains("region") { #expect(document.after[0].place.region?.value == "eu-west-3") }
  }

  @Test("without sources, blocks that may be dynamic are counted in a note; with sources they are told apart")
  func untoldBlocks() throws {
    let plan = """
      {"format_version": "1.2", "resource_changes": [
      \(TerraformSourceText.created("aws_security_group.a", "{}", unknown: #"{"ingress": true}"#)),
      \(TerraformSourceText.created("aws_security_group.b", "{}", unknown: #"{"ingress": true}"#))],
       "configuration": {"root_module": {"resources": [
        {"mode": "managed", "type": "aws_security_group", "name": "a"},
        {"mode": "managed", "type": "aws_security_group", "name": "b"}]}}}
      """
    #expect(
      try TerraformPlanText.read(plan).diagnostics.map(\.description) == [
        "plan.json:2:1 #/resource_changes/0 (aws_security_group.a): note: 2 resources have rules or routes that the "
          + "provider fills in: without the Terraform sources, none cannot be told from a dynamic block over something "
          + "unknown"
      ]
    )
    let document = try TerraformSourceText.read(
      plan,
      [
        "main.tf": """
        resource "aws_security_group" "a" {}
        resource "aws_security_group" "b" {
          dynamic "ingress" {
            for_each = aws_eip.e[*].public_ip
            content {}
          }
        }
        """
      ]
    )
    #expect(document.diagnostics == [])
    #expect(TerraformFixture.text(document.values("aws_security_group.a")?["ingress"]) == "computed")
    #expect(
      TerraformFixture.text(document.values("aws_security_group.b")?["ingress"])
        == "open: for_each of dynamic ingress: aws_eip.e is not known"
    )
  }

  @Test("hundreds of rules that look alike are not compared all with all; what all agree in is known")
  func manyBlocks() throws {
    let count = 100
    let known = Array(repeating: #"{"from_port": 443}"#, count: count).joined(separator: ",")
    let open = Array(repeating: #"{"security_groups": true}"#, count: count).joined(separator: ",")
    func read(_ group: String) throws -> TerraformValue? {
      let document = try TerraformSourceText.read(
        """
        {"format_version": "1.2", "resource_changes": [
        \(TerraformSourceText.created("aws_security_group.a", "{}")),
        \(TerraformSourceText.created("aws_security_group.b", "{}")),
        \(TerraformSourceText.created(
          "aws_security_group.x", #"{"ingress": [\#(known)]}"#, unknown: #"{"ingress": [\#(open)]}"#))],
         "configuration": {"root_module": {"resources": [
          {"mode": "managed", "type": "aws_security_group", "name": "a"},
          {"mode": "managed", "type": "aws_security_group", "name": "b"},
          {"mode": "managed", "type": "aws_security_group", "name": "x"}]}}}
        """,
        [
          "main.tf": """
          resource "aws_security_group" "a" {}
          resource "aws_security_group" "b" {}
          resource "aws_security_group" "x" {
            dynamic "ingress" {
              for_each = range(\(count))
              content {
                from_port       = 443
                security_groups = [\(group)]
              }
            }
          }
          """
        ]
      )
      return document.values("aws_security_group.x")?["ingress"]?.list?[7]["security_groups"]
    }
    #expect(TerraformFixture.text(try read("aws_security_group.a.id")) == "[aws_security_group.a.id]")
    let different = try read("ingress.value > 50 ? aws_security_group.a.id : aws_security_group.b.id")
    #expect(different?.unknown?.reason == .expression("which block it comes from"))
  }
}
