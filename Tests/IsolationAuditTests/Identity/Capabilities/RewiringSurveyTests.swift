import IsolationAudit
import Testing

@Suite("Who may change the network")
struct RewiringSurveyTests {
  static let development = "111111111111"
  static let production = "333333333333"

  /// A VPC in each account, and a role `ops` of production with a policy.
  private func survey(
    _ policy: String,
    also other: String? = nil,
    guarding: String? = nil,
    boundary: String? = nil
  ) throws -> RewiringSurvey {
    var small = SmallEstate()
    small.organizationalUnit("r-root")
    small.account(Self.development, parent: "r-root")
    small.account(Self.production, parent: "r-root")
    try small.serviceControl("all", WayEstate.statement("Allow", ["*"]), on: "r-root")
    if let guarding { try small.serviceControl("guard", guarding, on: "r-root") }
    let limit = "arn:aws:iam::\(Self.production):policy/limit"
    if let boundary { try small.managedPolicy(limit, boundary) }
    let trust = SmallEstate.trusts("{\"AWS\":\"999999999999\"}")
    try small.role("ops", Self.production, trust: trust, policy: policy, boundary: boundary == nil ? "" : limit)
    if let other { try small.role("ops", Self.development, trust: trust, policy: other) }
    small.network("vpc-d", "subnet-d", Self.development)
    small.network("vpc-p", "subnet-p", Self.production)
    for (id, vpc, owner) in [("sg-p", "vpc-p", Self.production), ("sg-q", "vpc-p", Self.production)] {
      let group = SecurityGroup(
        id: small.symbol(id),
        name: small.symbol(id),
        vpc: small.symbol(vpc),
        owner: small.symbol(owner),
        ingress: TableSlice(start: 0, count: 0),
        egress: TableSlice(start: 0, count: 0),
        tags: .none,
        provenance: small.provenance
      )
      let added = small.estate.securityGroups.append(group)
      small.estate.bind(group.id, to: .securityGroup(added))
    }
    return RewiringSurvey(
      CapabilityGraph(estate: small.estate, about: NetworkChange.table.flatMap { $0.requires.flatMap(\.actions) })
    )
  }

  /// What the role may change, in a line each.
  private func lines(_ survey: RewiringSurvey) throws -> [String] {
    let role = try #require(survey.graph.assumptions.principal("arn:aws:iam::\(Self.production):role/ops"))
    return survey.powers(of: CapabilityNodeID(role)).flatMap { power in
      power.elements.map { element in
        let name = survey.elements.elements[element].arn.split(separator: "/").last ?? ""
        return "\(power.change.id) \(name) \(power.standing)"
      }
    }
  }

  private static let open = "ec2:AuthorizeSecurityGroupIngress"

  @Test("a permission counts for the elements that the policy names, in the caller's own account")
  func elements() throws {
    #expect(
      try lines(survey(WayEstate.statement("Allow", [Self.open]))) == [
        "ec2-AuthorizeSecurityGroupIngress sg-p allowed", "ec2-AuthorizeSecurityGroupIngress sg-q allowed",
      ]
    )
    #expect(
      try lines(
        survey(WayEstate.statement("Allow", [Self.open], on: "arn:aws:ec2:*:*:security-group/sg-q"))
      ) == ["ec2-AuthorizeSecurityGroupIngress sg-q allowed"]
    )
    #expect(try lines(survey(WayEstate.statement("Allow", ["s3:ListBucket"]))).isEmpty)
  }

  @Test("a Deny, a boundary and a service control policy take it away, and a condition stays with it")
  func limits() throws {
    let allows = WayEstate.statement("Allow", [Self.open])
    let denies = WayEstate.statement("Deny", [Self.open], on: "arn:aws:ec2:*:*:security-group/sg-p")
    let left = ["ec2-AuthorizeSecurityGroupIngress sg-q allowed"]
    #expect(try lines(survey(allows + "," + denies)) == left)
    #expect(try lines(survey(allows, guarding: denies)) == left)
    #expect(try lines(survey(allows, boundary: WayEstate.statement("Allow", ["s3:*"]))).isEmpty)
    let conditional = WayEstate.statement(
      "Allow",
      [Self.open],
      condition: "{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}"
    )
    #expect(
      try lines(survey(conditional)) == [
        "ec2-AuthorizeSecurityGroupIngress sg-p conditional", "ec2-AuthorizeSecurityGroupIngress sg-q conditional",
      ]
    )
  }

  @Test("a peering connection takes somebody on each side")
  func handshake() throws {
    let accepts = WayEstate.statement("Allow", ["ec2:AcceptVpcPeeringConnection"])
    let asks = WayEstate.statement("Allow", ["ec2:CreateVpcPeeringConnection"])
    func pairs(_ survey: RewiringSurvey) throws -> Int {
      let estate = survey.graph.estate
      func place(_ vpc: String) throws -> Int {
        let symbol = try #require(estate.symbols.find(vpc))
        let id = try #require(estate.vpc(symbol))
        return try #require(survey.elements.place(of: .vpc(id), as: .vpc))
      }
      return survey.handshakes(asking: try place("vpc-d"), accepting: try place("vpc-p")).filter { pair in
        // The accounts' administrators can do both; here only roles count.
        [pair.asks, pair.accepts].allSatisfy { power in
          power.holders.allSatisfy { if case .principal = survey.graph[$0] { true } else { false } }
        }
      }.count
    }
    #expect(try pairs(survey(accepts, also: asks)) == 1)
    #expect(try pairs(survey(accepts)) == 0)
    #expect(try pairs(survey(WayEstate.statement("Allow", ["s3:ListBucket"]), also: asks)) == 0)
  }

  @Test("every change asks for actions and says where AWS describes it")
  func table() {
    for change in NetworkChange.table {
      #expect(!change.requires.isEmpty && !change.elements.isEmpty && !change.source.isEmpty, "\(change.id)")
      switch change.half {
      case .asks(let other), .accepts(let other): #expect(NetworkChange.table.contains { $0.id == other })
      case nil: break
      }
    }
    #expect(Set(NetworkChange.table.map(\.id)).count == NetworkChange.table.count)
  }
}
