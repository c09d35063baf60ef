import IsolationAudit
import Testing

@Suite("Terraform: reading plans and states")
struct TerraformReadingTests {
  @Test("a change says what is done, what was there and what will be")
  func changes() throws {
    func change(_ name: String, _ actions: String, _ rest: String = "") -> String {
      let before = actions == #""create""# ? "null" : #"{"id": "old"}"#
      let after = actions == #""delete""# || actions == #""forget""# ? "null" : #"{"id": "new"}"#
      return """
        {"address": "aws_vpc.\(name)", "mode": "managed", "type": "aws_vpc", "name": "\(name)"\(rest),
         "change": {"actions": [\(actions)], "before": \(before), "after": \(after), "after_unknown": {}}}
        """
    }
    let document = try TerraformPlanText.read(
      """
      {"format_version": "1.2", "configuration": {}, "resource_changes": [
      \([
        change("same", #""no-op""#), change("new", #""create""#), change("changed", #""update""#),
        change("gone", #""delete""#, #", "action_reason": "delete_because_count_index""#),
        change("replaced", #""delete", "create""#), change("swapped", #""create", "delete""#),
        change("forgotten", #""forget""#), change("moved", #""no-op""#, #", "previous_address": "aws_vpc.old""#),
      ].joined(separator: ",\n"))]}
      """
    )
    #expect(
      document.changes.map(\.action) == [
        .noOperation, .create, .update, .delete, .replace(createsFirst: false), .replace(createsFirst: true), .forget,
        .noOperation,
      ]
    )
    #expect(
      document.before.map(\.name) == ["same", "changed", "gone", "replaced", "swapped", "forgotten", "moved"]
    )
    // What Terraform forgets is still there.
    #expect(
      document.after.map { "\($0.name) \($0.values["id"]?.string ?? "")" } == [
        "same new", "new new", "changed new", "replaced new", "swapped new", "forgotten old", "moved new",
      ]
    )
    #expect(document.changes[3].reason == "delete_because_count_index")
    #expect(document.changes[7].previousAddress == "aws_vpc.old")
  }

  @Test("a state is read with all its modules; what was is what is")
  func state() throws {
    let document = try TerraformPlanText.read(
      """
      {"format_version": "1.0", "terraform_version": "1.11.4", "values": {"root_module": {
        "resources": [{"address": "aws_vpc.a[0]", "mode": "managed", "type": "aws_vpc", "name": "a", "index": 0,
          "provider_name": "registry.terraform.io/hashicorp/aws",
          "values": {"id": "vpc-1", "arn": "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1"}}],
        "child_modules": [{"address": "module.m[\\"a.b\\"]", "resources": [
          {"address": "module.m[\\"a.b\\"].aws_vpc.b", "mode": "managed", "type": "aws_vpc", "name": "b",
           "provider_name": "registry.opentofu.org/hashicorp/aws", "values": {"id": "vpc-2"}}]}]}}}
      """
    )
    #expect(document.kind == .state)
    #expect(document.after.map(\.address) == ["aws_vpc.a[0]", "module.m[\"a.b\"].aws_vpc.b"])
    #expect(document.after.map(\.moduleAddress) == ["", "module.m[\"a.b\"]"])
    #expect(document.after[0].key == .number(0))
    #expect(document.after[0].place.account?.value == "123456789012")
    #expect(document.after[0].place.region?.value == "eu-west-1")
    #expect(document.after.map(\.isAWS) == [true, true])
    #expect(document.before.map(\.address) == document.after.map(\.address))
  }

  @Test(
    "a secret is never kept, whether Terraform marks it or not; what isolation hangs on is kept and marked",
    arguments: [
      ("aws_db_instance", "password", TerraformValue.secret),
      ("aws_ssm_parameter", "value", .secret),
      ("aws_vpn_connection", "tunnel1_preshared_key", .secret),
      ("aws_secretsmanager_secret_version", "secret_string", .secret),
      ("aws_instance", "user_data", .secret),
      ("aws_lambda_function", "description", .secret),
      ("aws_s3_bucket_policy", "policy", .string("text")),
      ("aws_security_group_rule", "cidr_blocks", .string("text")),
    ]
  )
  func secrets(type: String, attribute: String, expected: TerraformValue) throws {
    let document = try TerraformPlanText.read(
      """
      {"format_version": "1.2", "configuration": {}, "resource_changes": [{"address": "\(type).a", "mode": "managed",
       "type": "\(type)", "name": "a", "change": {"actions": ["create"], "before": null,
       "after": {"\(attribute)": "text"}, "after_unknown": {}, "after_sensitive": {"\(attribute)": true}}}]}
      """
    )
    let resource = try #require(document.after.first)
    #expect(resource.values[attribute] == expected)
    #expect(resource.isSensitive(attribute))
  }

  @Test("the values of sensitive variables are not kept")
  func sensitiveVariables() throws {
    let document = try TerraformPlanText.read(
      """
      {"format_version": "1.2", "variables": {"a": {"value": "open"}, "b": {"value": "hidden"}}, "resource_changes": [],
       "configuration": {"root_module": {"variables": {"a": {}, "b": {"sensitive": true}}}}}
      """
    )
    #expect(document.variables.map(\.name) == ["a", "b"])
    #expect(document.variables.map(\.value) == [.string("open"), .secret])
  }

  @Test("a sensitive variable is not kept in the texts that it is a part of")
  func sensitiveParts() throws {
    let document = try TerraformSourceText.read(
      """
      {"format_version": "1.2", "variables": {"key": {"value": "hidden"}}, "resource_changes": [
      \(TerraformSourceText.created("aws_vpc.a", "{}")),
      \(TerraformSourceText.created("aws_subnet.x", "{}", unknown: #"{"owner": true}"#))],
       "configuration": {"root_module": {"variables": {"key": {"sensitive": true}}, "resources": [
        {"mode": "managed", "type": "aws_vpc", "name": "a"},
        {"mode": "managed", "type": "aws_subnet", "name": "x", "expressions": {"owner": {}}}]}}}
      """,
      [
        "main.tf": """
        variable "key" { sensitive = true }
        resource "aws_vpc" "a" {}
        resource "aws_subnet" "x" {
          owner = "${aws_vpc.a.id}:${var.key}"
        }
        """
      ]
    )
    #expect(TerraformFixture.text(document.values("aws_subnet.x")?["owner"]) == "${aws_vpc.a.id}:${secret}")
  }

  @Test("what is forgotten while another is created in its place is still there, beside the new one")
  func createdAndForgotten() throws {
    let document = try TerraformPlanText.read(
      """
      {"format_version": "1.2", "configuration": {}, "resource_changes": [{"address": "aws_vpc.a", "mode": "managed",
       "type": "aws_vpc", "name": "a", "change": {"actions": ["forget", "create"], "before": {"id": "old"},
       "after": {"cidr_block": "10.0.0.0/16"}, "after_unknown": {"id": true}}}]}
      """
    )
    #expect(document.changes.map(\.action) == [.createAndForget])
    #expect(document.after.map { TerraformFixture.text($0.values["id"]) }.first == "\"old\"")
    #expect(document.after.count == 2)
  }
}
