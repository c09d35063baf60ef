import IsolationAudit
import Testing

/// A real plan over an applied state: moved, imported, changed, replaced, deleted and forgotten.
@Suite("Terraform: changes over a state")
struct TerraformChangeTests {
  @Test("each change has its action, its reason, and what it is about")
  func changes() throws {
    let document = try TerraformFixture.read("changes/plan.json", usesSources: true)
    #expect(document.diagnostics.map(\.description) == [])
    func change(_ address: String) -> TerraformChange? { document.changes.first { $0.address == address } }
    #expect(change("aws_vpc.main")?.previousAddress == "aws_vpc.old")
    #expect(change("aws_vpc.main")?.action == .noOperation)
    #expect(change("aws_vpc.found")?.importingID?.hasPrefix("vpc-") == true)
    #expect(change("aws_subnet.s[0]")?.action == .update)
    #expect(change("aws_subnet.s[1]")?.action == .delete)
    #expect(change("aws_subnet.s[1]")?.reason == "delete_because_count_index")
    #expect(change("aws_security_group.g")?.action == .replace(createsFirst: false))
    #expect(change("aws_security_group.g")?.replacePaths == [[.attribute("name")]])
    #expect(change("aws_eip.left")?.action == .forget)
    #expect(change("aws_subnet.s[0]")?.before?.values["map_public_ip_on_launch"] == .bool(false))
    #expect(change("aws_subnet.s[0]")?.after?.values["map_public_ip_on_launch"] == .bool(true))
    // The new group has no id yet, and the rule in it knows which group it is.
    #expect(
      TerraformFixture.text(change("aws_security_group_rule.r")?.after?.values["security_group_id"])
        == "aws_security_group.g.id"
    )
    #expect(change("aws_security_group_rule.r")?.before?.values["security_group_id"]?.string?.hasPrefix("sg-") == true)
  }

  @Test("what is deleted is not there afterwards; what is forgotten or moved is")
  func estates() throws {
    let document = try TerraformFixture.read("changes/plan.json")
    #expect(
      document.before.map(\.address) == [
        "aws_eip.left", "aws_security_group.g", "aws_security_group_rule.r", "aws_subnet.s[0]", "aws_subnet.s[1]",
        "aws_vpc.found", "aws_vpc.main",
      ]
    )
    #expect(
      document.after.map(\.address) == [
        "aws_eip.left", "aws_security_group.g", "aws_security_group_rule.r", "aws_subnet.s[0]", "aws_vpc.found",
        "aws_vpc.main",
      ]
    )
    #expect(document.values("aws_eip.left")?["id"]?.string?.hasPrefix("eipalloc-") == true)
  }

  @Test("what leaves the configuration is taken to be where the only provider is, as an assumption")
  func places() throws {
    let document = try TerraformFixture.read("changes/plan.json")
    let left = try #require(document.after.first { $0.address == "aws_eip.left" })
    #expect(left.place.region?.value == "us-east-1")
  }
}
