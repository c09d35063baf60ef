import IsolationAudit
import Testing

@Suite("Which environment a resource belongs to")
struct EnvironmentResolutionTests {
  /// One environment for each level, and one that is named by tag.
  static let policy = """
    schema: isolation-audit/v1
    environments:
      by-region: { match: [{ region: eu-* }] }
      by-unit: { match: [{ organizational-unit: Workloads }] }
      by-inner-unit: { match: [{ organizational-unit: Root/Workloads/Prod }] }
      by-account: { match: [{ account: "111111111111" }] }
      by-vpc: { match: [{ vpc: [vpc-1, "named-*"] }] }
      by-subnet: { match: [{ subnet: subnet-1 }] }
      by-id: { match: [{ resource: "arn:aws:ec2:*:instance/i-1" }] }
      red: { match: [{ tag: { Environment: red } }] }
      blue: { match: [{ tag: { Environment: [blue, "blue-*"] } }] }
      named: { match: [{ name: "team-*" }] }
      part: { match: [{ account: "222222222222", tag: { Part: "yes" } }] }
      rest: { match: [{ account: "222222222222" }] }
    assertions:
      - { id: it, title: It, separate-accounts: { among: { environment: "*" } } }
    """

  static let workloads = [
    OrganizationalUnitFact(id: "r-1", name: "Root"), OrganizationalUnitFact(id: "ou-1", name: "Workloads"),
  ]
  static let prod = workloads + [OrganizationalUnitFact(id: "ou-2", name: "Prod")]
  static let vpc = ResourceFacts.Container(id: "vpc-1")
  static let subnet = ResourceFacts.Container(id: "subnet-1")

  /// A resource of which everything is known, in an account that no environment claims unless another is given.
  static func resource(
    ids: [String] = [],
    tags: [String: String]? = [:],
    subnet: ResourceFacts.Container? = nil,
    vpc: ResourceFacts.Container? = nil,
    sharedBy: String? = nil,
    account: String? = "999999999999",
    accountTags: [String: String]? = [:],
    organizationalUnits: [OrganizationalUnitFact]? = [],
    region: String? = nil
  ) -> ResourceFacts {
    ResourceFacts(
      ids: ids,
      tags: tags,
      subnet: subnet,
      vpc: vpc,
      sharedBy: sharedBy,
      account: account,
      accountTags: accountTags,
      organizationalUnits: organizationalUnits,
      region: region
    )
  }

  private func resolve(_ facts: ResourceFacts) throws -> EnvironmentResolution {
    let reading = read(Self.policy)
    #expect(reading.diagnostics.map(\.description) == [])
    return try #require(reading.policy).resolve(facts)
  }

  @Test(
    "the nearest fact decides: itself, subnet, VPC, account, nearest unit, Region",
    arguments: [
      (resource(region: nil), nil, nil),
      (resource(region: "eu-west-1"), "by-region", .region),
      (resource(organizationalUnits: workloads, region: "eu-west-1"), "by-unit", .organizationalUnit),
      (resource(organizationalUnits: prod), "by-inner-unit", .organizationalUnit),
      (resource(account: "111111111111", organizationalUnits: prod), "by-account", .account),
      (resource(vpc: vpc, account: "111111111111"), "by-vpc", .vpc),
      (resource(vpc: .init(id: "vpc-9", tags: ["Name": "named-x"])), "by-vpc", .vpc),
      (resource(subnet: subnet, vpc: vpc, account: "111111111111"), "by-subnet", .subnet),
      (
        resource(ids: ["i-1", "arn:aws:ec2:us-east-1:1:instance/i-1"], subnet: subnet, vpc: vpc), "by-id",
        .resource
      ),
      // A tag counts where it stands.
      (resource(tags: ["Environment": "red"], subnet: subnet), "red", .resource),
      (resource(subnet: .init(id: "s", tags: ["Environment": "red"]), vpc: vpc), "red", .subnet),
      (resource(subnet: subnet, vpc: .init(id: "v", tags: ["Environment": "red"])), "by-subnet", .subnet),
      (resource(account: "9", accountTags: ["Environment": "red"]), "red", .account),
      // The nearest value of a key hides those farther off.
      (
        resource(tags: ["Environment": "blue-1"], vpc: .init(id: "v", tags: ["Environment": "red"])), "blue",
        .resource
      ),
      (
        resource(tags: ["Environment": "green"], vpc: .init(id: "v", tags: ["Environment": "red"])), nil, nil
      ),
      // `name` is the Name tag of the resource, its subnet or its VPC.
      (resource(tags: ["Name": "web"], vpc: .init(id: "v", tags: ["Name": "team-a"])), "named", .vpc),
      (resource(tags: ["Name": "team-b"], subnet: subnet), "named", .resource),
      // A clause of several keys is as near as the nearest of them.
      (resource(tags: ["Part": "yes"], account: "222222222222"), "part", .resource),
      (resource(tags: ["Part": "no"], account: "222222222222"), "rest", .account),
      // In a shared network the owner of the resource comes before the network.
      (resource(subnet: subnet, vpc: vpc, sharedBy: "9", account: "111111111111"), "by-account", .account),
      (resource(subnet: subnet, vpc: vpc, sharedBy: "9", account: "888888888888"), "by-subnet", .subnet),
      (
        resource(
          subnet: .init(id: "s", tags: ["Environment": "red"]),
          sharedBy: "9",
          account: "8",
          accountTags: ["Environment": "blue"]
        ), "blue", .account
      ),
    ] as [(ResourceFacts, String?, MatchLevel?)]
  )
  func precedence(facts: ResourceFacts, expected: String?, expectedLevel: MatchLevel?) throws {
    switch try resolve(facts) {
    case .environment(let name, let level, _):
      #expect(name == expected)
      #expect(level == expectedLevel)
    case .unassigned: #expect(expected == nil)
    case let other: Issue.record("unexpected \(other)")
    }
  }

  @Test("two environments by equally near facts are an error that names both clauses")
  func ambiguity() throws {
    let resolution = try resolve(Self.resource(tags: ["Environment": "red", "Name": "team-a"]))
    #expect(
      resolution.ambiguity(of: "i-9")?.description
        == "a.yaml:10:18 (i-9): error: i-9 belongs to environments `red`, `named` alike, by its resource itself; "
        + "the other clause is at a.yaml:12:20"
    )
  }

  @Test(
    "what is not known matters when it could outrank what is known",
    arguments: [
      // The account decides; the organization is farther off.
      (resource(account: "111111111111", organizationalUnits: nil), ["by-account"]),
      // Unknown tags are nearer than the account.
      (resource(tags: nil, account: "111111111111"), ["by-account", "red", "blue", "named"]),
      // A known tag of the resource is as near as anything.
      (resource(tags: ["Environment": "red"], subnet: .init(id: "s", tags: nil)), ["red"]),
      (resource(organizationalUnits: nil), [nil, "by-unit", "by-inner-unit"]),
      // `by-unit` would not be a surprise, but the account might be.
      (resource(account: nil, organizationalUnits: workloads), ["by-unit", "by-account", "rest"]),
    ] as [(ResourceFacts, [String?])]
  )
  func missingFacts(facts: ResourceFacts, expected: [String?]) throws {
    switch try resolve(facts) {
    case .environment(let name, _, _): #expect([name] == expected)
    case .undetermined(let candidates, _): #expect(candidates == expected)
    case let other: Issue.record("unexpected \(other)")
    }
  }
}
