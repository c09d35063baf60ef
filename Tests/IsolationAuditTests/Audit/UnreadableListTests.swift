import IsolationAudit
import Testing

/// A snapshot in which an assertion is violated.
struct ViolatedEstate: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let kind: String
  let files: @Sendable () -> [String: String]

  init(_ what: String, _ kind: String, _ files: @escaping @Sendable () -> [String: String]) {
    (testDescription, self.kind, self.files) = (what, kind, files)
  }

  typealias E = PrincipalEstate

  static let all: [ViolatedEstate] = [
    ViolatedEstate("no-path, by packets", PathAuditTests.toDatabase) { PathEstate.open().files },
    ViolatedEstate("no-path, by a workload's role", PathAuditTests.path("end: data, kinds: secret, start: workload")) {
      PathAuditTests.joined().files
    },
    ViolatedEstate("no-path, by somebody who changes a function", PathAuditTests.path("end: workload, latent: true")) {
      var estate = PathEstate()
      estate.role = "app"
      estate.principals.development.roles = [
        E.role(
          E.dev,
          "app",
          trust: [E.trusts("{\"Service\": \"ec2.amazonaws.com\"}")],
          may: [E.allows("sts:AssumeRole")]
        )
      ]
      estate.principals.production.roles = [
        E.role(E.prod, "ops", trust: [E.trustsAWS(E.arn(E.dev, "app"))], may: [E.allows("lambda:UpdateFunctionCode")])
      ]
      estate.principals.more[AuditEstate.path("Functions", E.prod)] = """
        {"Functions": [{"FunctionName": "f", "FunctionArn": "arn:aws:lambda:us-east-1:\(E.prod):function:f",
          "Role": "\(E.arn(E.prod, "ops"))"}]}
        """
      return estate.files
    },
    ViolatedEstate("no-path, into the pods of a cluster by an access entry", PathAuditTests.path("end: workload")) {
      var estate = PathEstate()
      estate.role = "app"
      estate.principals.development.roles = [
        E.role(E.dev, "app", trust: [E.trusts("{\"Service\": \"ec2.amazonaws.com\"}")])
      ]
      let name = "\"clusterName\": \"c\""
      estate.principals.more[AuditEstate.path("clusters", E.prod)] = """
        {"Clusters": [{"name": "c", "arn": "arn:aws:eks:us-east-1:\(E.prod):cluster/c", "status": "ACTIVE",
          "roleArn": "\(E.arn(E.prod, "cluster"))", "accessConfig": {"authenticationMode": "API"},
          "resourcesVpcConfig": {"vpcId": "vpc-prod", "subnetIds": ["subnet-prod"], "securityGroupIds": ["sg-prod"],
            "endpointPublicAccess": true, "endpointPrivateAccess": false, "publicAccessCidrs": ["0.0.0.0/0"]}}],
         "accessEntries": [{\(name), "accessEntries": [{\(name), "principalArn": "\(E.arn(E.dev, "app"))",
           "kubernetesGroups": [], "type": "STANDARD", "associatedAccessPolicies": [{"policyArn":
             "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"}]}]}]}
        """
      return estate.files
    },
    ViolatedEstate("no-rewiring, by itself", RewiringAuditTests.kind) {
      RewiringAuditTests.estate([RewiringAuditTests.opens]).files
    },
    ViolatedEstate("no-rewiring, by both halves of a peering", RewiringAuditTests.kind) {
      var estate = RewiringAuditTests.estate([E.allows("ec2:AcceptVpcPeeringConnection")])
      estate.development.roles = [
        E.role(E.dev, "app", may: [E.allows("sts:AssumeRole"), E.allows("ec2:CreateVpcPeeringConnection")])
      ]
      return estate.files
    },
    ViolatedEstate("one-way", DataRuleTests.oneWay) {
      DataRuleTests.estate(DataRuleTests.lets("PutSecretValue"), may: [DataRuleTests.mayWrite]).files
    },
    ViolatedEstate("data-classes, by a tag", DataRuleTests.classes(", untagged: allowed")) {
      DataAuditTests.estate(nil, tags: DataRuleTests.tags("synthetic")).files
    },
    ViolatedEstate("no-admin-bridge", AdminBridgeTests.kind) { AdminBridgeTests.bridged().files },
  ]
}

/// Whatever is left out, cut off or made unreadable of a snapshot in which something is wrong, it is still wrong or not known.
@Suite("What cannot be read hides nothing")
struct UnreadableListTests {
  @Test("with everything there, each of the estates violates its assertion", arguments: ViolatedEstate.all)
  func control(_ example: ViolatedEstate) throws {
    let result = try Self.audit(example.files(), example.kind)
    #expect(result?.outcome == .violated, "\(result?.gaps ?? [])")
  }

  @Test("a list that is left out, cut off, denied or unreadable", arguments: ViolatedEstate.all)
  func lists(_ example: ViolatedEstate) throws {
    let files = example.files()
    var count = 0
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      guard case .object(let members) = try JSONValue(parsing: text) else { continue }
      for (place, member) in members.enumerated() {
        guard case .array(let records) = member.value else { continue }
        for (name, changed) in Self.damages(members, place, records) {
          count += 1
          try hold(example, files, path, changed, "\(member.key) of \(path), \(name)")
        }
        var denied = files
        denied["collection.json"] = Self.collection(path, member.key)
        if denied["collection.json"] != nil {
          try hold(example, denied, path, Self.removing(members, place), "\(member.key) of \(path), denied")
        }
      }
    }
    #expect(count > 10)
  }

  @Test("a member of a record that is of another type than AWS gives it", arguments: ViolatedEstate.all)
  func members(_ example: ViolatedEstate) throws {
    let files = example.files()
    var count = 0
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      let value = try JSONValue(parsing: text)
      for (pointer, changed) in Self.unreadable(value, "") {
        count += 1
        try hold(example, files, path, changed, "\(pointer) of \(path)")
      }
    }
    #expect(count > 50)
  }

  // MARK: - Damage

  /// The document with a list left out, cut off, or full of what is no record.
  private static func damages(_ members: [JSONValue.Member], _ place: Int, _ records: [JSONValue])
    -> [(name: String, changed: JSONValue)]
  {
    var cut = members
    cut[place].value = .array([])
    cut.append(.init(key: "NextToken", value: .string("more")))
    var broken = members
    let noRecord = JSONValue.object([.init(key: "Unreadable", value: .bool(true))])
    broken[place].value = .array([JSONValue](repeating: noRecord, count: records.count))
    var other = members
    other[place].value = .string("unreadable")
    return [
      (name: "left out", changed: removing(members, place)), (name: "cut off", changed: JSONValue.object(cut)),
      (name: "no list", changed: JSONValue.object(other)),
    ] + (records.isEmpty ? [] : [(name: "unreadable", changed: JSONValue.object(broken))])
  }

  private static func removing(_ members: [JSONValue.Member], _ place: Int) -> JSONValue {
    var left = members
    left[place].key = "Unread\(left[place].key)"
    return .object(left)
  }

  /// The document with each value below a record replaced in turn by one that AWS never gives.
  private static func unreadable(_ value: JSONValue, _ pointer: String) -> [(pointer: String, changed: JSONValue)] {
    let nonsense = JSONValue.object([.init(key: "Unreadable", value: .array([.array([.number("0")])]))])
    var found: [(pointer: String, changed: JSONValue)] = []
    switch value {
    case .object(let members):
      for (place, member) in members.enumerated() {
        let here = pointer + "/" + member.key
        var below = unreadable(member.value, here)
        // The lists themselves are the other test's.
        if !pointer.isEmpty { below.append((pointer: here, changed: nonsense)) }
        for one in below {
          var changed = members
          changed[place].value = one.changed
          found.append((pointer: one.pointer, changed: JSONValue.object(changed)))
        }
      }
    case .array(let elements):
      for place in elements.indices {
        for one in unreadable(elements[place], pointer + "/\(place)") {
          var changed = elements
          changed[place] = one.changed
          found.append((pointer: one.pointer, changed: JSONValue.array(changed)))
        }
      }
    default: break
    }
    return found
  }

  /// The call that gives a list, so that it can be said to have been denied.
  private static func collection(_ path: String, _ list: String) -> String? {
    let calls = [
      "Vpcs": "ec2 describe-vpcs", "Subnets": "ec2 describe-subnets", "RouteTables": "ec2 describe-route-tables",
      "NetworkAcls": "ec2 describe-network-acls", "SecurityGroups": "ec2 describe-security-groups",
      "NetworkInterfaces": "ec2 describe-network-interfaces", "Reservations": "ec2 describe-instances",
      "VpcPeeringConnections": "ec2 describe-vpc-peering-connections", "DBInstances": "rds describe-db-instances",
      "DBClusters": "rds describe-db-clusters", "RoleDetailList": "iam get-account-authorization-details",
      "InstanceProfiles": "iam list-instance-profiles", "SecretList": "secretsmanager list-secrets",
      "SecretPolicies": "secretsmanager get-resource-policy", "Functions": "lambda list-functions",
      "Clusters": "eks describe-cluster", "accessEntries": "eks describe-access-entry",
    ]
    let parts = path.split(separator: "/")
    guard let call = calls[list]?.split(separator: " "), parts.count > 3 else { return nil }
    return """
      {"schema": "isolation-audit/collection/v1", "calls": [{"account": "\(parts[1])", "region": "\(parts[2])",
        "service": "\(call[0])", "operation": "\(call[1])", "status": "denied"}]}
      """
  }

  private func hold(
    _ example: ViolatedEstate,
    _ files: [String: String],
    _ path: String,
    _ changed: JSONValue,
    _ what: String
  ) throws {
    var files = files
    files[path] = changed.text
    // A policy whose environments hold nothing any more is refused, which is an answer too.
    guard let result = try? Self.audit(files, example.kind) else { return }
    #expect(result.outcome != .passed, "\(what): \(result.pairs.map(\.reason))")
  }

  private static func audit(_ files: [String: String], _ kind: String) throws -> AssertionResult? {
    let policy = SmallAudit.environments + "assertions:\n  - { id: it, title: It, \(kind) }\n"
    return try SmallAudit.run(files, policy: policy, worksOutCuts: false)[assertion: "it"]
  }
}
