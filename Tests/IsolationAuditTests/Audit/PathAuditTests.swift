import IsolationAudit
import Testing

/// The two environments of ``AuditEstate`` with a database in production, and what an instance of development runs with.
struct PathEstate {
  typealias E = PrincipalEstate

  static let database = "arn:aws:rds:us-east-1:\(E.prod):db:orders"
  static let secret = DataAuditTests.secret

  var network = AuditEstate()
  var principals = PrincipalEstate()
  /// The role of development's instance; it has none without.
  var role: String?
  /// Whether development's host is an instance, which may have a role.
  var hasInstance = false
  /// Lists that are left out, by account.
  var missing: [(list: String, account: String)] = []

  /// A peering over which development's host gets to tcp 5432 of everything in production that has group `sg-prod`.
  static func open(port: Int = 5432) -> PathEstate {
    var estate = PathEstate()
    estate.network = .peered()
    estate.network.production.ingress = [.init(port: port, peer: "10.0.0.0/16")]
    return estate
  }

  func audit(_ kind: String) throws -> (result: AssertionResult, findings: [Finding]) {
    try complete.audit(kind)
  }

  /// The files of the snapshot, by path.
  var files: [String: String] { complete.files }

  /// The principals with all the rest as further files.
  private var complete: PrincipalEstate {
    var estate = principals
    var files = network.files
    let vpc = "\"VpcId\": \"vpc-prod\", \"OwnerId\": \"\(E.prod)\""
    files[AuditEstate.path("rds", E.prod)] = """
      {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-db", "SubnetId": "subnet-prod", \(vpc),
        "Description": "RDSNetworkInterface", "RequesterManaged": true, "RequesterId": "amazon-rds",
        "InterfaceType": "interface", "SourceDestCheck": true, "PrivateIpAddress": "10.2.1.20",
        "PrivateIpAddresses": [{"PrivateIpAddress": "10.2.1.20", "Primary": true}],
        "Groups": [{"GroupId": "sg-prod"}]}],
       "DBInstances": [{"DBInstanceIdentifier": "orders", "DBInstanceArn": "\(Self.database)", "Engine": "postgres",
        "Endpoint": {"Address": "orders.rds.amazonaws.com", "Port": 5432},
        "DBSubnetGroup": {"VpcId": "vpc-prod", "Subnets": [{"SubnetIdentifier": "subnet-prod"}]},
        "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-prod", "Status": "active"}]}],
       "DBClusters": []}
      """
    if hasInstance || role != nil {
      let profile = "arn:aws:iam::\(E.dev):instance-profile/host"
      let attached = role == nil ? "" : ", \"IamInstanceProfile\": {\"Arn\": \"\(profile)\"}"
      files[AuditEstate.path("Instances", E.dev)] = """
        {"Reservations": [{"OwnerId": "\(E.dev)", "Instances": [{"InstanceId": "i-dev", "VpcId": "vpc-dev",
          "SubnetId": "subnet-dev", "State": {"Name": "running"}\(attached),
          "NetworkInterfaces": [{"NetworkInterfaceId": "eni-dev"}]}]}]}
        """
      if let role {
        estate.more[AuditEstate.path("InstanceProfiles", E.dev, region: "global")] = """
          {"InstanceProfiles": [{"InstanceProfileName": "host", "InstanceProfileId": "AIPA", "Path": "/",
            "Arn": "\(profile)", "Roles": [{"RoleName": "\(role)", "Arn": "\(E.arn(E.dev, role))", "Path": "/"}]}]}
          """
      }
      let path = AuditEstate.path("NetworkInterfaces", E.dev)
      files[path] = files[path]?.replacing(
        "\"SourceDestCheck\": true",
        with: "\"SourceDestCheck\": true, \"Attachment\": {\"InstanceId\": \"i-dev\", \"Status\": \"attached\"}"
      )
    }
    estate.more.merge(files) { old, _ in old }
    for (list, account) in missing {
      for (path, text) in estate.more where path.contains("/\(account)/") && text.contains("\"\(list)\":") {
        estate.more[path] = text.replacing("\"\(list)\":", with: "\"Unread\(list)\":")
      }
    }
    return estate
  }

  /// Production's secret, which a role `reader` of production may read.
  mutating func addSecret(trust: [String]) {
    principals.production.roles = [E.role(E.prod, "reader", trust: trust, may: [DataAuditTests.mayRead])]
    principals.more[AuditEstate.path("SecretList", E.prod)] =
      "{\"SecretList\": [{\"ARN\": \"\(Self.secret)\", \"Name\": \"orders\"}]}"
    principals.more[AuditEstate.path("SecretPolicies", E.prod)] =
      "{\"SecretPolicies\": [{\"ARN\": \"\(Self.secret)\", \"Name\": \"orders\"}]}"
  }
}

@Suite("no-path")
struct PathAuditTests {
  typealias E = PrincipalEstate

  static func path(_ rest: String) -> String {
    "no-path: { from: { tier: non-production }, to: { tier: production }, \(rest) }"
  }

  static let toDatabase = path("end: database")
  static let toSecret = path("end: data, kinds: secret")

  // MARK: - Packets

  @Test("packets from a host to the database's port are a way of one step, with the packet and its hops")
  func packets() throws {
    let (result, findings) = try PathEstate.open().audit(Self.toDatabase)
    #expect(result.outcome == .violated, "\(result.gaps)")
    #expect(findings.count == 1)
    let finding = try #require(findings.first)
    #expect(finding.kind == .path)
    #expect(finding.title == "eni-dev of development gets to database orders of production in one step")
    #expect(finding.resources.map(\.id) == [PathEstate.database])
    let step = try #require(finding.chain.first)
    #expect(finding.chain.count == 1 && step.kind == "packets" && step.action == "sends tcp to port 5432")
    #expect(step.leg?.hops.isEmpty == false)
    #expect(step.leg?.packet.destinationPort == 5432)
  }

  @Test(
    "no way where packets do not get to the port, nor where nothing of the kind may begin",
    arguments: [
      (PathEstate(), toDatabase), (PathEstate.open(port: 443), toDatabase),
      (PathEstate.open(), path("end: database, start: principal")),
      (
        PathEstate.open(),
        toDatabase.replacing("from: { tier: non-production }", with: "from: { tier: non-production, name: other }")
      ),
    ]
  )
  func apart(estate: PathEstate, kind: String) throws {
    let (result, findings) = try estate.audit(kind)
    #expect(result.outcome == .passed, "\(result.gaps) \(findings.map(\.title))")
  }

  @Test("a host that packets reach is a step on the way only where the policy says so")
  func hosts() throws {
    // Development reaches the host on 443, and the host the database.
    var estate = PathEstate.open(port: 443)
    estate.network.production.ingress.append(.init(port: 5432, peer: "sg-prod"))
    #expect(try estate.audit(Self.toDatabase).result.outcome == .passed)
    let (result, findings) = try estate.audit(Self.path("end: database, through-hosts: true"))
    #expect(result.outcome == .violated, "\(result.gaps)")
    #expect(findings.map { $0.chain.compactMap(\.kind) } == [["packets", "packets"]])
    #expect(findings.first?.chain.map(\.to.id) == ["eni-prod", PathEstate.database])
    let near = try estate.audit(Self.path("end: database, through-hosts: true, max-steps: 1"))
    #expect(near.result.outcome == .passed)
    let host = try estate.audit(Self.path("end: workload, through-hosts: true"))
    #expect(host.findings.first?.resources.map(\.id) == ["eni-prod"])
  }

  // MARK: - Identities

  /// Development's instance runs with `app`, which may become production's `reader`.
  static func joined(_ condition: String? = nil, may: [String] = [E.allows("sts:AssumeRole")]) -> PathEstate {
    var estate = PathEstate()
    estate.role = "app"
    estate.principals.development.roles = [
      E.role(E.dev, "app", trust: [E.trusts("{\"Service\": \"ec2.amazonaws.com\"}")], may: may)
    ]
    estate.addSecret(trust: [E.trustsAWS(E.arn(E.dev, "app"), if: condition)])
    return estate
  }

  @Test("a workload's role that becomes another which reads a secret is a way of three steps")
  func workload() throws {
    let (result, findings) = try Self.joined().audit(Self.path("end: data, kinds: secret, start: workload"))
    #expect(result.outcome == .violated, "\(result.gaps)")
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(finding.chain.compactMap(\.kind) == ["ec2-imds", "sts-AssumeRole", "data-read"])
    #expect(
      finding.title == "i-dev of development gets to secret orders of production in 3 steps by way of app and reader"
    )
    #expect(finding.chain.allSatisfy { !$0.allowedBy.isEmpty })
    #expect(finding.calls == nil)
    let short = try Self.joined().audit(Self.path("end: data, kinds: secret, start: workload, max-steps: 2"))
    #expect(short.result.outcome == .passed, "\(short.result.gaps)")
  }

  @Test("with principals the way begins at the role itself, and ends at the principal where that is asked")
  func principals() throws {
    let (_, findings) = try Self.joined().audit(Self.toSecret)
    #expect(findings.first?.chain.map(\.from.name) == ["app", "reader"])
    let role = try Self.joined().audit(Self.path("end: principal"))
    #expect(role.findings.first?.title == "app of development gets to role reader of production in one step")
  }

  @Test("a condition that nothing settles makes the way conditional")
  func conditional() throws {
    let condition = "{\"StringEquals\": {\"sts:ExternalId\": \"x\"}}"
    let (result, findings) = try Self.joined(condition).audit(Self.toSecret)
    #expect(result.outcome == .violated)
    #expect(findings.first?.title.hasSuffix(", under conditions") == true)
    #expect(findings.first?.chain.contains { !$0.conditions.isEmpty } == true)
  }

  @Test("a Deny, a missing permission or a trust in somebody else takes the way away")
  func negative() throws {
    let deny = E.allows("sts:AssumeRole").replacing("Allow", with: "Deny")
    let allow = E.allows("sts:AssumeRole")
    for may in [[allow, deny], [], [E.allows("sts:AssumeRole", on: E.arn(E.prod, "other"))]] {
      let (result, findings) = try Self.joined(may: may).audit(Self.toSecret)
      #expect(result.outcome == .passed, "\(result.gaps) \(findings.map(\.title))")
    }
  }

  @Test("exceptions accept ways by their two ends, not whoever comes through them")
  func exceptions() throws {
    func accepting(_ start: String, _ end: String = "*") -> String {
      Self.path("end: data, kinds: secret, except: [{ start: \"\(start)\", end: \"\(end)\", reason: x }]")
    }
    let app = E.arn(E.dev, "app")
    #expect(try Self.joined().audit(accepting(app)).result.outcome == .violated)
    let both = "[\"\(app)\", \"i-dev\", \"eni-dev\"]"
    let text = accepting("x").replacing("\"x\"", with: both)
    #expect(try Self.joined().audit(text).result.outcome == .passed)
    let other = accepting("x", "arn:aws:s3:::*").replacing("\"x\"", with: both)
    #expect(try Self.joined().audit(other).result.outcome == .violated)
  }

  // MARK: - What is missing

  @Test(
    "what is not in the snapshot leaves it undecided",
    arguments: [
      ("DBInstances", E.prod, toDatabase), ("DBClusters", E.prod, toDatabase),
      ("NetworkInterfaces", E.prod, toDatabase), ("RouteTables", E.dev, toDatabase),
      ("SecurityGroups", E.prod, toDatabase), ("SecretList", E.prod, toSecret), ("SecretPolicies", E.prod, toSecret),
    ]
  )
  func missing(list: String, account: String, kind: String) throws {
    var estate = PathEstate()
    estate.addSecret(trust: [])
    #expect(try estate.audit(kind).result.outcome == .passed)
    estate.missing = [(list, account)]
    let (result, _) = try estate.audit(kind)
    #expect(result.outcome == .inconclusive, "\(list)")
  }

  // MARK: - What closes it

  @Test("the cut names a statement, and without it the way is gone")
  func cut() throws {
    let (_, findings) = try Self.joined().audit(Self.toSecret)
    let cut = try #require(findings.first?.cut)
    #expect(cut.status == .smallest)
    #expect(cut.elements.count == 1)
    #expect(cut.elements.first?.location?.pointer?.contains("/Statement/0") == true)
  }
}
