import IsolationAudit
import Testing

@Suite("Terraform: bad input")
struct TerraformBadInputTests {
  @Test(
    "what is no plan or state in JSON is refused with what it is and what was expected",
    arguments: [
      (
        "PK\u{3}\u{4}rest of a zip file",
        "plan.json: error: a plan file in Terraform's own format, expected the output of: terraform show -json FILE > plan.json"
      ),
      ("", "plan.json: error: the file is empty, expected the output of: terraform show -json FILE"),
      ("  \n", "plan.json: error: the file is empty, expected the output of: terraform show -json FILE"),
      (
        #"{"@level":"info","@message":"Terraform 1.11.4","type":"version"}"# + "\n" + #"{"@level":"info"}"#,
        "plan.json: error: log lines of terraform plan -json, which do not hold the plan; "
          + "expected the output of: terraform show -json FILE after terraform plan -out=FILE"
      ),
      (
        "Terraform used the selected providers",
        "plan.json:1:1: error: the text does not begin with '{', so it is not JSON of Terraform; "
          + "expected the output of: terraform show -json FILE, with nothing printed before it"
      ),
      (
        #"{"version": 4, "terraform_version": "1.11.4", "serial": 3, "resources": []}"#,
        "plan.json: error: a state as Terraform keeps it, expected the output of: terraform show -json FILE"
      ),
      (
        #"{"Vpcs": []}"#,
        "plan.json: error: no format_version, expected the output of: terraform show -json FILE; "
          + "the document has the keys Vpcs"
      ),
      (
        "{\n  \"format_version\": \"2.0\", \"resource_changes\": []}",
        "plan.json:2:21 #/format_version: error: format_version \"2.0\" is not read, expected 1.x"
      ),
      (
        #"{"format_version": "0.1"}"#,
        "plan.json:1:20 #/format_version: error: format_version \"0.1\" is not read, expected 1.x"
      ),
      (
        #"{"format_version": "1.2", "resource_changes": [{"address": "a.b", "#,
        "plan.json:1:67 #/resource_changes/0: error: unexpected end of text, expected a key in double quotes"
      ),
      (
        #"{"format_version": "1.2", "format_version": "1.2"}"#,
        "plan.json:1:27 #: error: duplicate key \"format_version\", expected every key of an object once"
      ),
    ]
  )
  func refusal(text: String, expected: String) {
    let error = #expect(throws: TerraformError.self) {
      try TerraformDocument.read(bytes: Array(text.utf8), name: "plan.json")
    }
    #expect(error?.diagnostics.map(\.description) == [expected])
  }

  @Test("all records that cannot be read are named at once, each with its place and address")
  func faults() {
    let text = """
      {"format_version": "1.2", "resource_changes": [
      {"mode": "managed"},
      {"address": "aws_vpc.a", "mode": "managed", "type": "aws_vpc", "name": "a"},
      {"address": "aws_vpc.b", "mode": "managed", "type": "aws_vpc", "name": "b", "change": {"actions": ["explode"]}}
      ]}
      """
    let error = #expect(throws: TerraformError.self) {
      try TerraformDocument.read(bytes: Array(text.utf8), name: "plan.json")
    }
    #expect(
      error?.diagnostics.map(\.description) == [
        "plan.json:2:1 #/resource_changes/0: error: a resource without address, expected a text",
        "plan.json:3:1 #/resource_changes/1 (aws_vpc.a): error: a change without what changes, expected an object",
        "plan.json:4:99 #/resource_changes/2/change/actions (aws_vpc.b): error: unknown actions [\"explode\"], "
          + "expected no-op, create, read, update, delete, replace or forget",
      ]
    )
  }

  @Test("a plan that ended with an error is read as the part that it is, and says so")
  func errored() throws {
    let document = try TerraformPlanText.read(
      #"{"format_version": "1.2", "resource_changes": [], "errored": true, "complete": false}"#
    )
    #expect(document.isErrored)
    #expect(document.diagnostics.contains { $0.code == "errored-plan" && $0.severity == .error })
  }

  @Test("a plan that leaves something out says so, and what it leaves out stays as it is")
  func incomplete() throws {
    let document = try TerraformPlanText.read(
      """
      {"format_version": "1.2", "complete": false, "resource_changes": [], "configuration": {"root_module": {}},
       "prior_state": {"format_version": "1.0", "values": {"root_module": {"resources": [
        {"address": "aws_vpc.a", "mode": "managed", "type": "aws_vpc", "name": "a",
         "provider_name": "registry.terraform.io/hashicorp/aws", "values": {"id": "vpc-1"}}]}}}}
      """
    )
    #expect(document.isComplete == false)
    #expect(document.diagnostics.map(\.code) == ["incomplete-plan"])
    #expect(document.before.map(\.address) == ["aws_vpc.a"])
    #expect(document.after.map(\.address) == ["aws_vpc.a"])
    #expect(document.after.first?.values["id"] == .string("vpc-1"))
  }

  @Test("a later minor version of the format is read; a plan without configuration says what that costs")
  func minorVersion() throws {
    let document = try TerraformPlanText.read(#"{"format_version": "1.99", "resource_changes": []}"#)
    #expect(document.formatVersion == "1.99")
    #expect(document.diagnostics.map(\.code) == ["no-configuration"])
  }

  @Test("a plan for another provider has no AWS resources, and names its provider")
  func otherProvider() throws {
    let document = try TerraformPlanText.read(
      """
      {"format_version": "1.2", "configuration": {}, "resource_changes": [{"address": "random_id.a", "mode": "managed",
       "type": "random_id", "name": "a", "provider_name": "registry.terraform.io/hashicorp/random",
       "change": {"actions": ["create"], "before": null, "after": {"byte_length": 4}, "after_unknown": {"hex": true}}}]}
      """
    )
    #expect(!document.hasAWSResources)
    #expect(document.providerNames == ["registry.terraform.io/hashicorp/random"])
  }

  @Test("two resources with one address are an error")
  func repeatedAddress() throws {
    let change = #"{"actions": ["create"], "before": null, "after": {}, "after_unknown": {}}"#
    let resource =
      #"{"address": "aws_vpc.a", "mode": "managed", "type": "aws_vpc", "name": "a", "change": \#(change)}"#
    let document = try TerraformPlanText.read(
      "{\"format_version\": \"1.2\", \"configuration\": {}, \"resource_changes\": [\(resource),\n\(resource)]}"
    )
    #expect(
      document.diagnostics.map(\.description) == [
        "plan.json:2:1 #/resource_changes/1 (aws_vpc.a): error: a second resource with this address, "
          + "expected every address once"
      ]
    )
  }
}

/// Plans and states written in tests.
enum TerraformPlanText {
  /// Reads a text as `plan.json`.
  static func read(_ text: String) throws -> TerraformDocument {
    try TerraformDocument.read(bytes: Array(text.utf8), name: "plan.json")
  }
}
