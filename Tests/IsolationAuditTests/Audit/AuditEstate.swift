import IsolationAudit

/// Two environments of one VPC and one host each, in accounts of their own, written down as the AWS command line would.
///
/// As it stands nothing joins them: `development` (111111111111, 10.0.0.0/16, `eni-dev` 10.0.1.10) and `production`
/// (333333333333, 10.2.0.0/16, `eni-prod` 10.2.1.10). Each list is a file of its own, so that a test can leave one out.
struct AuditEstate: Sendable {
  /// A rule of a security group: protocol, port (`nil` for all), and the CIDR block or group that it admits.
  struct Rule: Sendable {
    var number = "tcp"
    var port: Int?
    var peer: String
  }

  /// An entry of a network ACL, for all protocols.
  struct Entry: Sendable {
    var number: Int
    var cidr = "0.0.0.0/0"
    var allows = true
  }

  /// An environment's network.
  struct Side: Sendable {
    let name: String
    let account: String
    let range: String
    var ingress: [Rule]
    var routes: [(destination: String, target: String)] = []
    var entries = [Entry(number: 100)]
    /// The addresses of the hosts; the first is `eni-…`, the others have a number behind.
    var hosts: [String]
    var groups: [String]
    var publicAddress: String?
    var subnetID: String { "subnet-\(name)" }
  }

  var development = Side(
    name: "dev",
    account: "111111111111",
    range: "10.0",
    ingress: [],
    hosts: ["10.0.1.10"],
    groups: ["sg-dev"]
  )
  var production = Side(
    name: "prod",
    account: "333333333333",
    range: "10.2",
    ingress: [],
    hosts: ["10.2.1.10"],
    groups: ["sg-prod"]
  )
  /// Whether a peering connection `pcx-1` joins the two.
  var isPeered = false
  /// Files beyond those of the two sides, by path.
  var more: [String: String] = [:]

  static let region = "us-east-1"

  /// The two sides joined by a peering connection, with routes both ways and production's host open to tcp 443 of 10.0.0.0/16.
  static func peered() -> AuditEstate {
    var estate = AuditEstate()
    estate.isPeered = true
    estate.development.routes.append(("10.2.0.0/16", "pcx-1"))
    estate.production.routes.append(("10.0.0.0/16", "pcx-1"))
    estate.production.ingress.append(Rule(port: 443, peer: "10.0.0.0/16"))
    return estate
  }

  /// The path of a list of an account.
  static func path(_ list: String, _ account: String, region: String = region) -> String {
    "accounts/\(account)/\(region)/\(list).json"
  }

  /// The files of the snapshot, by path.
  var files: [String: String] {
    var files = more
    for side in [development, production] {
      for (list, rows) in lists(side) {
        files[Self.path(list, side.account)] = "{\"\(list)\": [\n\(rows.joined(separator: ",\n"))\n]}\n"
      }
      let roles = Self.path("RoleDetailList", side.account, region: "global")
      if files[roles] == nil { files[roles] = "{\"RoleDetailList\": [], \"UserDetailList\": [], \"Policies\": []}" }
    }
    return files
  }

  private func lists(_ side: Side) -> [(String, [String])] {
    let cidr = "\(side.range).0.0/16"
    let vpc = "\"VpcId\": \"vpc-\(side.name)\", \"OwnerId\": \"\(side.account)\""
    let associated = "{\"CidrBlock\": \"\(cidr)\", \"CidrBlockState\": {\"State\": \"associated\"}}"
    let zone = "\"AvailabilityZone\": \"\(Self.region)a\", \"AvailabilityZoneId\": \"use1-az1\""
    return [
      ("Vpcs", ["{\(vpc), \"CidrBlock\": \"\(cidr)\", \"CidrBlockAssociationSet\": [\(associated)]}"]),
      ("Subnets", ["{\"SubnetId\": \"\(side.subnetID)\", \(vpc), \"CidrBlock\": \"\(side.range).1.0/24\", \(zone)}"]),
      ("RouteTables", [routeTable(side, vpc, cidr)]), ("NetworkAcls", [networkACL(side, vpc)]),
      ("SecurityGroups", [securityGroup(side, vpc)]),
      ("NetworkInterfaces", side.hosts.indices.map { interface(side, vpc, $0) }),
      ("VpcPeeringConnections", isPeered ? [peering] : []),
    ]
  }

  private func routeTable(_ side: Side, _ vpc: String, _ cidr: String) -> String {
    let local = ["{\"DestinationCidrBlock\": \"\(cidr)\", \"GatewayId\": \"local\", \"State\": \"active\"}"]
    let routes = side.routes.map { route in
      let key: String
      switch route.target.prefix(while: { $0 != "-" }) {
      case "pcx": key = "VpcPeeringConnectionId"
      case "tgw": key = "TransitGatewayId"
      case "nat": key = "NatGatewayId"
      case "eni": key = "NetworkInterfaceId"
      default: key = "GatewayId"
      }
      let destination = route.destination.hasPrefix("pl-") ? "DestinationPrefixListId" : "DestinationCidrBlock"
      return "{\"\(destination)\": \"\(route.destination)\", \"\(key)\": \"\(route.target)\", \"State\": \"active\"}"
    }
    let main =
      "{\"Main\": true, \"RouteTableId\": \"rtb-\(side.name)\", \"AssociationState\": {\"State\": \"associated\"}}"
    return
      "{\"RouteTableId\": \"rtb-\(side.name)\", \(vpc), \"Associations\": [\(main)], \"Routes\": [\((local + routes).joined(separator: ", "))]}"
  }

  private func networkACL(_ side: Side, _ vpc: String) -> String {
    let entries = side.entries.flatMap { entry in
      [false, true].map { isEgress in
        "{\"CidrBlock\": \"\(entry.cidr)\", \"Egress\": \(isEgress), \"Protocol\": \"-1\", \"RuleAction\": \"\(entry.allows ? "allow" : "deny")\", \"RuleNumber\": \(entry.number)}"
      }
    }
    return
      "{\"NetworkAclId\": \"acl-\(side.name)\", \(vpc), \"IsDefault\": true, \"Associations\": [{\"NetworkAclId\": \"acl-\(side.name)\", \"SubnetId\": \"\(side.subnetID)\"}], \"Entries\": [\(entries.joined(separator: ", "))]}"
  }

  private func securityGroup(_ side: Side, _ vpc: String) -> String {
    let rules = side.ingress.map { rule in
      let ports = rule.port.map { ", \"FromPort\": \($0), \"ToPort\": \($0)" } ?? ""
      let peer: String
      switch rule.peer.prefix(while: { $0 != "-" }) {
      case "sg": peer = "\"UserIdGroupPairs\": [{\"GroupId\": \"\(rule.peer)\"}]"
      case "pl": peer = "\"PrefixListIds\": [{\"PrefixListId\": \"\(rule.peer)\"}]"
      default: peer = "\"IpRanges\": [{\"CidrIp\": \"\(rule.peer)\"}]"
      }
      return "{\"IpProtocol\": \"\(rule.number)\"\(ports), \(peer)}"
    }
    return
      "{\"GroupId\": \"sg-\(side.name)\", \"GroupName\": \"\(side.name)\", \(vpc), \"IpPermissions\": [\(rules.joined(separator: ", "))], \"IpPermissionsEgress\": [{\"IpProtocol\": \"-1\", \"IpRanges\": [{\"CidrIp\": \"0.0.0.0/0\"}]}]}"
  }

  private func interface(_ side: Side, _ vpc: String, _ index: Int) -> String {
    let id = index == 0 ? "eni-\(side.name)" : "eni-\(side.name)-\(index)"
    let association =
      index == 0 ? side.publicAddress.map { ", \"Association\": {\"PublicIp\": \"\($0)\"}" } ?? "" : ""
    let groups = side.groups.map { "{\"GroupId\": \"\($0)\"}" }.joined(separator: ", ")
    return
      "{\"NetworkInterfaceId\": \"\(id)\", \"SubnetId\": \"\(side.subnetID)\", \(vpc), \"InterfaceType\": \"interface\", \"SourceDestCheck\": true, \"PrivateIpAddress\": \"\(side.hosts[index])\", \"PrivateIpAddresses\": [{\"PrivateIpAddress\": \"\(side.hosts[index])\", \"Primary\": true\(association)}], \"Groups\": [\(groups)]}"
  }

  private var peering: String {
    func info(_ side: Side) -> String {
      "{\"VpcId\": \"vpc-\(side.name)\", \"OwnerId\": \"\(side.account)\", \"Region\": \"\(Self.region)\", \"CidrBlock\": \"\(side.range).0.0/16\", \"CidrBlockSet\": [{\"CidrBlock\": \"\(side.range).0.0/16\"}]}"
    }
    return
      "{\"VpcPeeringConnectionId\": \"pcx-1\", \"Status\": {\"Code\": \"active\"}, \"RequesterVpcInfo\": \(info(development)), \"AccepterVpcInfo\": \(info(production))}"
  }
}

/// Audits of files in memory.
enum SmallAudit {
  /// The environments of ``AuditEstate``.
  static let environments = """
    schema: isolation-audit/v1
    environments:
      development: { tier: non-production, match: [{ account: "111111111111" }] }
      production: { tier: production, match: [{ account: "333333333333" }] }

    """

  /// The environments of ``AuditEstate`` and an assertion of each kind that tests of gaps need.
  static let policy =
    environments
      + """
      assertions:
        - id: traffic
          title: No traffic between the tiers
          no-traffic: { between: [{ tier: production }, { tier: non-production }] }
        - id: roles
          title: No role of one tier becomes one of the other
          no-assume-role: { between: [{ tier: production }, { tier: non-production }] }
      """

  static func run(
    _ files: [String: String],
    policy: String = policy,
    worksOutCuts: Bool = true,
    maximumCutWork: Int? = nil
  ) throws -> AuditResult {
    let snapshot = try AWSSnapshot.read(
      files: files.sorted { $0.key < $1.key }.map { (path: $0.key, bytes: Array($0.value.utf8)) }
    )
    let inputs = [PolicyInput(file: "policy.yaml", text: policy)]
    var options = options
    options.worksOutCuts = worksOutCuts
    if let maximumCutWork { options.maximumCutWork = maximumCutWork }
    return try IsolationAuditor().audit(snapshot, try IsolationAuditor.policy(inputs), inputs, options)
  }

  static func run(_ estate: AuditEstate, policy: String = policy) throws -> AuditResult {
    try run(estate.files, policy: policy)
  }

  static let options = AuditOptions(generated: "2026-11-23T02:00:00Z", subject: "test")
}

extension AuditResult {
  /// The result of one assertion.
  subscript(assertion id: String) -> AssertionResult? { assertions.first { $0.id == id } }
}
