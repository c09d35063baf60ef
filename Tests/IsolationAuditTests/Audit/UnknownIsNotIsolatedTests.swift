import IsolationAudit
import Testing

/// Something that a snapshot lacks, and what the audit must say about it.
struct MissingFact: Sendable, CustomTestStringConvertible {
  let what: String
  /// The assertion that hangs on it.
  var assertion = "traffic"
  var policy = SmallAudit.policy
  /// A part of the reason that is given.
  let reason: String
  let files: @Sendable () -> [String: String]

  var testDescription: String { what }

  /// A snapshot of two environments, changed.
  init(
    _ what: String,
    reason: String,
    assertion: String = "traffic",
    policy: String = SmallAudit.policy,
    in estate: AuditEstate = AuditEstate(),
    change: @escaping @Sendable (inout AuditEstate) -> Void = { _ in },
    files: @escaping @Sendable (inout [String: String]) -> Void = { _ in }
  ) {
    (self.what, self.reason, self.assertion, self.policy) = (what, reason, assertion, policy)
    self.files = {
      var estate = estate
      change(&estate)
      var result = estate.files
      files(&result)
      return result
    }
  }
}

@Suite("Unknown is not isolated")
struct UnknownIsNotIsolatedTests {
  @Test("with everything there, the two environments are isolated")
  func control() throws {
    let result = try SmallAudit.run(AuditEstate())
    #expect(result.verdict == .pass, "\(result.assertions.flatMap(\.gaps))")
    #expect(result.diagnostics.isEmpty, "\(result.diagnostics)")
    #expect(result.matrix.map(\.status) == [.isolated, .isolated])
  }

  @Test("with a peering, routes and an open group, they are not")
  func violation() throws {
    let result = try SmallAudit.run(.peered())
    #expect(result.verdict == .violation)
    #expect(result.findings.map(\.title) == ["development reaches production through pcx-1"])
    #expect(result[assertion: "roles"]?.outcome == .passed)
  }

  private static func path(_ list: String, _ account: String = "333333333333", region: String = AuditEstate.region)
    -> String
  {
    AuditEstate.path(list, account, region: region)
  }

  // MARK: Lists that are not there

  static let absent: [MissingFact] = [
    "Vpcs", "Subnets", "RouteTables", "NetworkAcls", "SecurityGroups", "NetworkInterfaces",
  ].flatMap { list in
    [("dev", "111111111111"), ("prod", "333333333333")].map { name, account in
      MissingFact(
        "no \(list) of account \(account)",
        reason: list == "Vpcs"
          ? "vpc-\(name), which holds eni-\(name), is not in the snapshot"
          : "`\(list)` of account \(account) in us-east-1: absent",
        files: { $0[path(list, account)] = nil }
      )
    }
  }

  @Test("a list that is absent leaves packets undecided, both ways", arguments: absent)
  func absentList(_ fact: MissingFact) throws {
    try check(fact)
    let result = try SmallAudit.run(fact.files())
    #expect(result[assertion: "traffic"]?.pairs.map(\.outcome) == [.inconclusive, .inconclusive])
  }

  @Test("roles that were not collected leave identities undecided", arguments: ["111111111111", "333333333333"])
  func absentRoles(account: String) throws {
    let fact = MissingFact(
      "no IAM of account \(account)",
      reason: account,
      assertion: "roles",
      files: { $0[Self.path("RoleDetailList", account, region: "global")] = nil }
    )
    try check(fact)
  }

  static let collections: [MissingFact] = ["denied", "truncated", "error", "skipped"].flatMap { status in
    [
      MissingFact(
        "RouteTables \(status) by collection.json",
        reason: "`RouteTables` of account 333333333333 in us-east-1: \(status)",
        files: {
          $0[path("RouteTables")] = nil
          $0["collection.json"] = collection("ec2", "describe-route-tables", status)
        }
      ),
      MissingFact(
        "SecurityGroups \(status) by collection.json, although there is a file",
        reason: "`SecurityGroups` of account 333333333333 in us-east-1: \(status)",
        files: { $0["collection.json"] = collection("ec2", "describe-security-groups", status) }
      ),
      MissingFact(
        "roles \(status) by collection.json",
        reason: "`RoleDetailList` of account 333333333333 in global: \(status)",
        assertion: "roles",
        files: { $0["collection.json"] = collection("iam", "get-account-authorization-details", status, "global") }
      ),
    ]
  }

  /// A record of one call that ended badly; nothing is said of the others.
  static func collection(_ service: String, _ operation: String, _ status: String, _ region: String = "us-east-1")
    -> String
  {
    """
    {"schema": "isolation-audit/collection/v1", "calls": [{"account": "333333333333", "region": "\(region)",
      "service": "\(service)", "operation": "\(operation)", "status": "\(status)"}]}
    """
  }

  @Test("a call that did not end well leaves undecided what hangs on it", arguments: collections)
  func collectionRecord(_ fact: MissingFact) throws { try check(fact) }

  // MARK: Routes to what is not there

  static let routes: [MissingFact] = ["0.0.0.0/0", "10.0.0.0/8", "10.2.0.0/16", "10.2.1.10/32"].flatMap { destination in
    ["tgw-9", "pcx-9", "vgw-9", "eni-9", "nat-9", "vpce-9"].map { target in
      MissingFact(
        "\(destination) to \(target), which is not in the snapshot",
        reason: "packets from development that could be for production get to where \(target)",
        change: { $0.development.routes.append((destination, target)) }
      )
    }
  }

  @Test("a route for the other environment to a gateway that is not there leaves packets undecided", arguments: routes)
  func staleRoute(_ fact: MissingFact) throws { try check(fact) }

  static let publicRoutes: [MissingFact] = ["igw-9", "nat-9"].map { target in
    MissingFact(
      "a way to the internet by \(target), which is not in the snapshot, and a public host",
      reason: "packets from development that could be for production get to where \(target)",
      change: { estate in
        estate.development.routes.append(("0.0.0.0/0", target))
        estate.production.publicAddress = "203.0.113.7"
        estate.production.routes.append(("0.0.0.0/0", "igw-prod"))
        estate.production.ingress = [.init(port: 443, peer: "203.0.113.0/24")]
        estate.more[path("InternetGateways")] =
          "{\"InternetGateways\": [{\"InternetGatewayId\": \"igw-prod\", \"Attachments\": [{\"VpcId\": \"vpc-prod\", \"State\": \"available\"}]}]}"
      }
    )
  }

  @Test("a way to the internet that is not there leaves packets to public addresses undecided", arguments: publicRoutes)
  func staleInternet(_ fact: MissingFact) throws { try check(fact) }

  @Test(
    "a stale route for addresses that nobody has is a note and no more",
    arguments: [("192.168.0.0/16", "tgw-9"), ("10.3.0.0/16", "pcx-9"), ("10.2.9.0/24", "tgw-9")]
  )
  func harmlessRoute(destination: String, target: String) throws {
    var estate = AuditEstate()
    estate.development.routes.append((destination, target))
    let result = try SmallAudit.run(estate)
    #expect(result.verdict == .pass, "\(result.assertions.flatMap(\.gaps))")
    #expect(result.diagnostics.map(\.code) == ["stale-reference"])
    #expect(result.diagnostics.map(\.severity) == [.note])
  }

  // MARK: Records that are not there

  static let records: [MissingFact] = [
    MissingFact(
      "a reachable host is in a security group that is not defined",
      reason: "sg-gone",
      in: .peered(),
      change: { $0.production.groups = ["sg-gone"] }
    ),
    MissingFact(
      "a group admits a prefix list whose entries are not there",
      reason: "packets from development that could be for production",
      in: .peered(),
      change: { $0.production.ingress = [.init(port: 443, peer: "pl-gone")] }
    ),
    MissingFact(
      "a host is in a subnet that is not there",
      reason: "subnet-prod, which holds eni-prod, is not in the snapshot",
      in: .peered(),
      files: {
        $0[path("Subnets")] = $0[path("Subnets")]?.replacing("subnet-prod", with: "subnet-other")
      }
    ),
    MissingFact(
      "the routes of a transit gateway are cut off",
      reason: "packets from development that could be for production get to where the routes of",
      change: { $0 = transit(additional: true) }
    ),
    MissingFact(
      "of a transit gateway nothing is known but that it exists",
      reason: "packets from development that could be for production",
      change: { estate in
        estate.development.routes.append(("10.0.0.0/8", "tgw-1"))
        estate.more[path("TransitGateways")] =
          "{\"TransitGateways\": [{\"TransitGatewayId\": \"tgw-1\", \"OwnerId\": \"333333333333\", \"State\": \"available\"}]}"
      }
    ),
    MissingFact(
      "of a transit gateway only a VPC's own attachment is known: its owner's account was not collected",
      reason: "packets from development that could be for production get to where the routes of tgw-1",
      change: { estate in
        estate.development.routes.append(("10.0.0.0/8", "tgw-1"))
        estate.more[path("TransitGateways", "111111111111")] = """
          {"TransitGateways": [{"TransitGatewayId": "tgw-1", "OwnerId": "666666666666", "State": "available"}],
           "TransitGatewayVpcAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-dev", "TransitGatewayId": "tgw-1",
             "VpcId": "vpc-dev", "VpcOwnerId": "111111111111", "State": "available", "SubnetIds": ["subnet-dev"]}]}
          """
      }
    ),
    MissingFact(
      "the subnet of an attachment is not there",
      reason: "packets from development that could be for production",
      change: {
        $0 = transit(additional: false)
        let path = path("TransitGateways")
        $0.more[path] = $0.more[path]?
          .replacing("\"SubnetIds\": [\"subnet-dev\"]", with: "\"SubnetIds\": [\"subnet-gone\"]")
          .replacing("\"10.0.0.0/16\"", with: "\"10.0.0.0/8\"")
          .replacing(
            "{\"TransitGatewayAttachmentId\": \"tgw-attach-dev\", \"ResourceType\": \"vpc\", \"ResourceId\": \"vpc-dev\"}]}]}]}",
            with:
              "{\"TransitGatewayAttachmentId\": \"tgw-attach-prod\", \"ResourceType\": \"vpc\", \"ResourceId\": \"vpc-prod\"}]}]}]}"
          )
      }
    ),
    MissingFact(
      "an interface belongs to a load balancer that is not there",
      reason: "the load balancer of eni-relay in subnet-dev is not in the snapshot",
      files: { files in
        files[path("Relay", "111111111111")] = interface("eni-relay", description: "ELB net/relay/0123456789abcdef")
      }
    ),
    MissingFact(
      "an interface belongs to a Client VPN endpoint that is not there",
      reason: "the Client VPN endpoint of eni-relay in subnet-dev is not in the snapshot",
      files: { files in
        files[path("Relay", "111111111111")] = interface("eni-relay", description: "ClientVPN Endpoint resource")
      }
    ),
    MissingFact(
      "a Client VPN endpoint's authorization rules, routes and target networks are not there",
      reason: "packets from development that could be for production get to where cvpn-endpoint-1",
      in: .peered(),
      change: { estate in
        estate.production.ingress = []
        estate.more[path("ClientVpnEndpoints", "111111111111")] = """
          {"ClientVpnEndpoints": [{"ClientVpnEndpointId": "cvpn-endpoint-1", "ClientCidrBlock": "172.16.0.0/22",
            "VpcId": "vpc-dev", "SecurityGroupIds": ["sg-dev"], "Status": {"Code": "available"}}]}
          """
      }
    ),
    MissingFact(
      "a load balancer's listeners are not there",
      reason: "packets from development that could be for production get to where arn:aws:elasticloadbalancing:",
      in: .peered(),
      change: { estate in
        estate.production.ingress = [.init(port: 443, peer: "10.0.1.99/32")]
        estate.more[path("LoadBalancers", "111111111111")] = """
          {"LoadBalancers": [{"LoadBalancerName": "relay", "Type": "network", "Scheme": "internal", "VpcId": "vpc-dev",
            "LoadBalancerArn": "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/relay/0123456789abcdef",
            "State": {"Code": "active"}, "AvailabilityZones": [{"ZoneName": "us-east-1a", "SubnetId": "subnet-dev"}]}]}
          """
      }
    ),
    MissingFact(
      "a virtual private gateway's connections were not collected",
      reason: "the VPN connections of vgw-1 are not in the snapshot",
      policy: vpnPolicy,
      change: { estate in
        estate.development.routes.append(("192.168.0.0/16", "vgw-1"))
        estate.more[path("VpnGateways", "111111111111")] = """
          {"VpnGateways": [{"VpnGatewayId": "vgw-1", "State": "available",
            "VpcAttachments": [{"VpcId": "vpc-dev", "State": "attached"}]}]}
          """
      }
    ),
    MissingFact(
      "a list has another page",
      reason: "`NetworkInterfaces` of account 333333333333 in us-east-1: truncated",
      files: {
        $0[path("NetworkInterfaces")] = $0[path("NetworkInterfaces")]?
          .replacing("\n]}\n", with: "\n], \"NextToken\": \"x\"}")
      }
    ),
    MissingFact(
      "a route is for a prefix list whose entries are not there",
      reason: "packets from development that could be for production",
      in: .peered(),
      change: { $0.development.routes = [("pl-gone", "pcx-1")] }
    ),
    MissingFact(
      "a route leads to something that is not modelled",
      reason: "is of a kind that is not modelled",
      in: .peered(),
      files: {
        let path = path("RouteTables", "111111111111")
        $0[path] = $0[path]?
          .replacing(
            "\"VpcPeeringConnectionId\": \"pcx-1\"",
            with: "\"LocalGatewayId\": \"lgw-1\""
          )
      }
    ),
    MissingFact(
      "the routes of a transit gateway are not there",
      reason: "packets from development that could be for production get to where the routes of tgw-rtb-1",
      change: {
        $0 = transit(additional: false)
        $0.more[path("TransitGateways")] = $0.more[path("TransitGateways")]?
          .replacing("\"TransitGatewayRoutes\"", with: "\"SomethingElse\"")
      }
    ),
    MissingFact(
      "of a transit gateway's routes only the static ones are there, and not who propagates",
      reason: "packets from development that could be for production get to where the routes of tgw-rtb-1",
      change: {
        $0 = transit(additional: false)
        $0.more[path("TransitGateways")] = $0.more[path("TransitGateways")]?
          .replacing("\"TransitGatewayRoutes\"", with: "\"TransitGatewayStaticRoutes\"")
          .replacing("\"TransitGatewayPropagations\"", with: "\"SomethingElse\"")
      }
    ),
    MissingFact(
      "there are no network ACLs at all",
      reason: "packets from development that could be for production",
      in: .peered(),
      files: { $0[path("NetworkAcls")] = "{\"NetworkAcls\": []}" }
    ),
    MissingFact(
      "there are no route tables at all",
      reason: "subnet-prod",
      files: { $0[path("RouteTables")] = "{\"RouteTables\": []}" }
    ),
    MissingFact(
      "an object names a key twice",
      reason: "a record could not be read: accounts/333333333333/us-east-1/SecurityGroups.json:",
      files: {
        $0[path("SecurityGroups")] = $0[path("SecurityGroups")]?
          .replacing("\"IpPermissions\": []", with: "\"IpPermissions\": [], \"IpPermissions\": []")
      }
    ),
    MissingFact(
      "a file is cut in the middle",
      reason: "a record could not be read: accounts/333333333333/us-east-1/SecurityGroups.json:",
      files: { files in
        let text = files[path("SecurityGroups")] ?? ""
        files[path("SecurityGroups")] = String(text.prefix(text.count / 2))
      }
    ),
    MissingFact(
      "a record has a CIDR block with host bits",
      reason: "host bits are set in `10.0.0.1/16`",
      change: { $0.production.ingress = [.init(port: 443, peer: "10.0.0.1/16")] }
    ),
    MissingFact(
      "two files define one group differently",
      reason: "sg-prod",
      files: {
        $0[path("SecurityGroupsAgain")] = $0[path("SecurityGroups")]?.replacing("0.0.0.0/0", with: "10.9.0.0/16")
      }
    ),
    MissingFact(
      "of an account of the organization nothing was collected",
      reason: "nothing was collected of account 555555555555 (recovery)",
      policy: recoveryPolicy,
      change: { $0.more[organizationPath] = organization }
    ),
    MissingFact(
      "of an account of the organization only IAM was collected",
      reason: "nothing of any Region was collected of account 555555555555 (recovery)",
      policy: recoveryPolicy,
      change: {
        $0.more[organizationPath] = organization
        $0.more["accounts/555555555555/global/iam.json"] = "{\"RoleDetailList\": [], \"Policies\": []}"
      }
    ),
    MissingFact(
      "a policy that a role has is not there",
      reason: "arn:aws:iam::111111111111:policy/gone",
      assertion: "roles",
      change: { estate in
        estate.more[path("RoleDetailList", "111111111111", region: "global")] = roles(
          "111111111111",
          "app",
          trust: "ec2",
          attached: "arn:aws:iam::111111111111:policy/gone"
        )
        estate.more[path("RoleDetailList", region: "global")] = roles(
          "333333333333",
          "deploy",
          trust: "arn:aws:iam::111111111111:root"
        )
      }
    ),
  ]

  @Test("a record that is missing, cut or contradicted leaves undecided what hangs on it", arguments: records)
  func record(_ fact: MissingFact) throws { try check(fact) }

  @Test("a security group that is not defined matters only where packets arrive")
  func harmlessGroup() throws {
    var estate = AuditEstate()
    estate.production.groups = ["sg-gone"]
    let result = try SmallAudit.run(estate)
    #expect(result.verdict == .pass, "\(result.assertions.flatMap(\.gaps))")
    #expect(result.diagnostics.map(\.code) == ["stale-reference"])
  }

  @Test("routes of a transit gateway that are all there decide")
  func wholeTransitGateway() throws {
    let result = try SmallAudit.run(Self.transit(additional: false))
    #expect(result[assertion: "traffic"]?.outcome == .passed, "\(result.assertions.flatMap(\.gaps))")
  }

  // MARK: What the cases stand on

  private func check(_ fact: MissingFact) throws {
    let result = try SmallAudit.run(fact.files(), policy: fact.policy)
    let judged = try #require(result[assertion: fact.assertion])
    #expect(judged.outcome == .inconclusive, "\(judged.findings) \(judged.pairs.map(\.reason))")
    #expect(judged.gaps.contains { $0.contains(fact.reason) }, "\(judged.gaps)")
    #expect(judged.pairs.contains { $0.outcome == .inconclusive })
    #expect(result.verdict == .inconclusive)
    // The matrix speaks of directions; shared VPN access has none.
    #expect(judged.kind == "separate-vpn" || result.matrix.contains { $0.status == .inconclusive })
  }

  /// Both environments attached to a transit gateway of production's account; its one table has no route to production.
  static func transit(additional: Bool) -> AuditEstate {
    var estate = AuditEstate()
    estate.development.routes.append(("10.0.0.0/8", "tgw-1"))
    estate.production.ingress = [.init(port: 443, peer: "0.0.0.0/0")]
    func attachment(_ name: String, _ account: String) -> String {
      """
      {"TransitGatewayAttachmentId": "tgw-attach-\(name)", "TransitGatewayId": "tgw-1", "ResourceType": "vpc",
        "ResourceId": "vpc-\(name)", "ResourceOwnerId": "\(account)", "State": "available",
        "Association": {"TransitGatewayRouteTableId": "tgw-rtb-1", "State": "associated"}}
      """
    }
    func detail(_ name: String, _ account: String) -> String {
      """
      {"TransitGatewayAttachmentId": "tgw-attach-\(name)", "TransitGatewayId": "tgw-1", "VpcId": "vpc-\(name)",
        "VpcOwnerId": "\(account)", "State": "available", "SubnetIds": ["subnet-\(name)"]}
      """
    }
    let sides = [("dev", "111111111111"), ("prod", "333333333333")]
    estate.more[path("TransitGateways")] = """
      {"TransitGateways": [{"TransitGatewayId": "tgw-1", "OwnerId": "333333333333", "State": "available"}],
       "TransitGatewayAttachments": [\(sides.map(attachment).joined(separator: ", "))],
       "TransitGatewayVpcAttachments": [\(sides.map(detail).joined(separator: ", "))],
       "TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1", "State": "available"}],
       "TransitGatewayAssociations": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "Associations": [
         {"TransitGatewayAttachmentId": "tgw-attach-dev", "ResourceType": "vpc", "ResourceId": "vpc-dev", "State": "associated"},
         {"TransitGatewayAttachmentId": "tgw-attach-prod", "ResourceType": "vpc", "ResourceId": "vpc-prod", "State": "associated"}]}],
       "TransitGatewayPropagations": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayRouteTablePropagations": []}],
       "TransitGatewayRoutes": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "AdditionalRoutesAvailable": \(additional), "Routes": [
         {"DestinationCidrBlock": "10.0.0.0/16", "Type": "static", "State": "active", "TransitGatewayAttachments": [
           {"TransitGatewayAttachmentId": "tgw-attach-dev", "ResourceType": "vpc", "ResourceId": "vpc-dev"}]}]}]}
      """
    return estate
  }

  static let recoveryPolicy = SmallAudit.policy.replacing(
    "assertions:\n",
    with: "  recovery: { tier: production, match: [{ account: \"555555555555\" }] }\nassertions:\n"
  )

  /// The same id, for VPN access instead of packets.
  static let vpnPolicy = SmallAudit.policy.replacing("    no-traffic:", with: "    separate-vpn:")

  static let organizationPath = "accounts/123456789012/global/organizations.json"
  static let organization = """
    {"Organization": {"Id": "o-1", "MasterAccountId": "123456789012"},
     "Accounts": [{"Id": "123456789012", "Name": "management", "Status": "ACTIVE"},
      {"Id": "111111111111", "Name": "development", "Status": "ACTIVE"},
      {"Id": "333333333333", "Name": "production", "Status": "ACTIVE"},
      {"Id": "555555555555", "Name": "recovery", "Status": "ACTIVE"}]}
    """

  /// An interface in development's subnet that AWS made for a service.
  static func interface(_ id: String, description: String) -> String {
    """
    {"NetworkInterfaces": [{"NetworkInterfaceId": "\(id)", "SubnetId": "subnet-dev", "VpcId": "vpc-dev",
      "OwnerId": "111111111111", "InterfaceType": "interface", "RequesterManaged": true, "RequesterId": "amazon",
      "Description": "\(description)", "PrivateIpAddress": "10.0.1.99", "SourceDestCheck": true,
      "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.99", "Primary": true}], "Groups": [{"GroupId": "sg-dev"}]}]}
    """
  }

  /// One role of an account, trusting a service (`ec2`) or an ARN, with an attached policy or one that allows `sts:AssumeRole`.
  static func roles(_ account: String, _ name: String, trust: String, attached: String? = nil) -> String {
    let principal = trust == "ec2" ? "{\"Service\": \"ec2.amazonaws.com\"}" : "{\"AWS\": \"\(trust)\"}"
    let policies = attached.map { "{\"PolicyName\": \"gone\", \"PolicyArn\": \"\($0)\"}" } ?? ""
    return """
      {"UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [{"RoleName": "\(name)", "Path": "/",
        "Arn": "arn:aws:iam::\(account):role/\(name)", "RolePolicyList": [], "AttachedManagedPolicies": [\(policies)],
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": \(principal)}]}}]}
      """
  }
}
