import IsolationAudit
import Testing

@Suite("Terraform: expressions of the sources")
struct TerraformExpressionTests {
  /// A plan with three blocks of VPCs and a subnet whose VPC is not known.
  private static let plan = """
    {"format_version": "1.2", "variables": {"flag": {"value": true}, "map": {"value": {"a": {"n": "1"}}}},
     "resource_changes": [
    \([
      TerraformSourceText.created("aws_vpc.one", #"{"cidr_block": "10.0.0.0/16"}"#),
      TerraformSourceText.created("aws_vpc.many[0]", #"{"cidr_block": "10.1.0.0/16"}"#),
      TerraformSourceText.created("aws_vpc.many[1]", #"{"cidr_block": "10.2.0.0/16"}"#),
      TerraformSourceText.created(#"aws_vpc.keyed["a"]"#, #"{"cidr_block": "10.3.0.0/16"}"#),
      TerraformSourceText.created(#"aws_vpc.keyed["b"]"#, #"{"cidr_block": "10.4.0.0/16"}"#),
      TerraformSourceText.created("aws_subnet.x", "{}", unknown: #"{"owner": true}"#),
    ].joined(separator: ",\n"))],
     "configuration": {"root_module": {"variables": {"flag": {}, "map": {}}, "resources": [
      {"mode": "managed", "type": "aws_vpc", "name": "one"},
      {"mode": "managed", "type": "aws_vpc", "name": "many", "count_expression": {"constant_value": 2}},
      {"mode": "managed", "type": "aws_vpc", "name": "none", "count_expression": {"constant_value": 0}},
      {"mode": "managed", "type": "aws_vpc", "name": "keyed", "for_each_expression": {}},
      {"mode": "managed", "type": "aws_subnet", "name": "x", "expressions": {"owner": {}}}]}}}
    """

  /// The sources of that plan, with an expression for the subnet.
  private static func sources(_ expression: String) -> String {
    """
    variable "flag" {}
    variable "map" {
      type = map(object({ n = number, extra = optional(string, "given") }))
    }
    locals {
      left    = local.right
      right   = local.left
      network = { id = aws_vpc.one.id, names = ["a", "b"] }
    }
    resource "aws_vpc" "one" {}
    resource "aws_vpc" "many" {}
    resource "aws_vpc" "none" {}
    resource "aws_vpc" "keyed" {}
    resource "aws_subnet" "x" {
      owner = \(expression)
    }
    """
  }

  @Test(
    "an expression comes to what Terraform would make of it, or stays unknown with what stands in the way",
    arguments: [
      ("aws_vpc.one.id", "aws_vpc.one.id"),
      ("aws_vpc.one.cidr_block", "\"10.0.0.0/16\""),
      ("aws_vpc.many[1].id", "aws_vpc.many[1].id"),
      ("aws_vpc.keyed[\"b\"].arn", "aws_vpc.keyed[\"b\"].arn"),
      ("aws_vpc.many[*].id", "[aws_vpc.many[0].id, aws_vpc.many[1].id]"),
      ("aws_vpc.one[*].id", "[aws_vpc.one.id]"),
      ("aws_vpc.none[*].id", "[]"),
      // What is null is not set.
      ("one(aws_vpc.none[*].id)", "computed"),
      ("one(aws_vpc.many[*].id)", "open: one() of 2 elements"),
      ("element(aws_vpc.many[*].id, 3)", "aws_vpc.many[1].id"),
      ("aws_vpc.many[length(aws_vpc.many) - 1].id", "aws_vpc.many[1].id"),
      ("values(aws_vpc.keyed)[1].id", "aws_vpc.keyed[\"b\"].id"),
      ("local.network.id", "aws_vpc.one.id"),
      ("local.left", "open: local.left refers to itself"),
      ("var.map[\"a\"].extra", "\"given\""),
      ("var.map[\"a\"].n + 1", "2"),
      ("var.flag ? aws_vpc.one.id : aws_vpc.many[0].id", "aws_vpc.one.id"),
      ("!var.flag || false ? null : aws_vpc.many[0].id", "aws_vpc.many[0].id"),
      (
        "terraform.workspace == \"x\" ? aws_vpc.one.id : aws_vpc.many[0].id",
        "several of aws_vpc.one.id | aws_vpc.many[0].id"
      ),
      ("terraform.workspace == \"x\" ? aws_vpc.one.id : aws_vpc.one.id", "aws_vpc.one.id"),
      ("aws_vpc.one.id != null ? aws_vpc.one.id : null", "aws_vpc.one.id"),
      ("coalesce(null, \"\", aws_vpc.one.id)", "aws_vpc.one.id"),
      ("try(aws_vpc.many[7].id, aws_vpc.one.id)", "aws_vpc.one.id"),
      ("try(local.network.missing, aws_vpc.one.id)", "aws_vpc.one.id"),
      ("try(md5(aws_vpc.one.id), aws_vpc.one.id)", "open: md5(…) is not worked out"),
      ("can(aws_vpc.none[0].id) ? null : aws_vpc.one.id", "aws_vpc.one.id"),
      ("lookup({ a = aws_vpc.one.id }, \"a\", null)", "aws_vpc.one.id"),
      ("lookup({ a = 1 }, \"b\", aws_vpc.one.id)", "aws_vpc.one.id"),
      ("merge({ a = 1 }, { a = aws_vpc.one.id }).a", "aws_vpc.one.id"),
      ("concat([1], [aws_vpc.one.id])", "[1, aws_vpc.one.id]"),
      ("flatten([[aws_vpc.one.id], [[\"x\"]]])", "[aws_vpc.one.id, \"x\"]"),
      ("compact([\"\", aws_vpc.one.id, null])", "[aws_vpc.one.id]"),
      ("distinct([aws_vpc.one.id, aws_vpc.one.id])", "[aws_vpc.one.id]"),
      ("toset([\"b\", \"a\", \"b\"])", "[\"a\", \"b\"]"),
      ("keys({ b = 1, a = 2 })", "[\"a\", \"b\"]"),
      (
        "{ for p in setproduct(range(2), [\"x\"]) : \"${p[0]} ${p[1]}\" => aws_vpc.many[p[0]].id }",
        "{0 x: aws_vpc.many[0].id, 1 x: aws_vpc.many[1].id}"
      ),
      ("zipmap([\"a\"], [aws_vpc.one.id]).a", "aws_vpc.one.id"),
      ("[for k, v in aws_vpc.keyed : v.id if k == \"b\"]", "[aws_vpc.keyed[\"b\"].id]"),
      ("{ for v in aws_vpc.many : v.cidr_block => v.id }[\"10.2.0.0/16\"]", "aws_vpc.many[1].id"),
      (
        "{ for k, v in aws_vpc.keyed : \"all\" => v.id... }.all", "[aws_vpc.keyed[\"a\"].id, aws_vpc.keyed[\"b\"].id]"
      ),
      ("[for v in aws_vpc.many : v.id if v.arn == \"x\"]", "open: a condition of for"),
      ("\"${aws_vpc.one.id}\"", "aws_vpc.one.id"),
      ("\"${aws_vpc.one.arn}/x\"", "${aws_vpc.one.arn}/x"),
      ("format(\"%s/%d\", aws_vpc.one.arn, 3)", "${aws_vpc.one.arn}/3"),
      ("join(\",\", [\"a\", aws_vpc.one.id])", "a,${aws_vpc.one.id}"),
      ("split(\",\", \"a,b\")[1]", "\"b\""),
      ("replace(\"a-b\", \"-\", \"_\")", "\"a_b\""),
      ("jsonencode({ b = [1, true], a = \"<\" })", "\"{\"a\":\"\\u003c\",\"b\":[1,true]}\""),
      ("jsonencode({ a = aws_vpc.one.arn })", "json {a: aws_vpc.one.arn}"),
      ("contains(local.network.names, \"b\") ? aws_vpc.one.id : null", "aws_vpc.one.id"),
      ("aws_vpc.gone.id", "open: aws_vpc.gone is not in the plan"),
      ("path.module", "open: path is not in the plan"),
      ("<<-EOT\n    a ${aws_vpc.one.id}\n  EOT", "a ${aws_vpc.one.id}\n"),
    ]
  )
  func expression(text: String, expected: String) throws {
    let document = try TerraformSourceText.read(Self.plan, ["main.tf": Self.sources(text)])
    #expect(document.diagnostics.map(\.description) == [])
    #expect(TerraformFixture.text(document.values("aws_subnet.x")?["owner"]) == expected)
  }
}
