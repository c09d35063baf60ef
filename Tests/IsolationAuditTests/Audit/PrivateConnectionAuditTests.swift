import IsolationAudit
import Testing

/// Connections that no route table shows, from development (111111111111) to production (333333333333).
@Suite("Audit: PrivateLink, VPC Lattice, resource endpoints, DNS")
struct PrivateConnectionAuditTests {
  private static let development = "accounts/111111111111/us-east-1/more.json"
  private static let production = "accounts/333333333333/us-east-1/more.json"
  private static let balancer = "arn:aws:elasticloadbalancing:us-east-1:333333333333:loadbalancer/net/orders/1"
  private static let group = "arn:aws:elasticloadbalancing:us-east-1:333333333333:targetgroup/orders/1"
  private static let lattice = "arn:aws:vpc-lattice:us-east-1:333333333333:"

  /// A network interface of a service.
  private static func interface(_ id: String, _ side: String, _ address: String, _ type: String, _ description: String)
    -> String
  {
    """
    {"NetworkInterfaceId": "\(id)", "SubnetId": "subnet-\(side)", "VpcId": "vpc-\(side)", "OwnerId":
     "\(side == "dev" ? "111111111111" : "333333333333")", "InterfaceType": "\(type)", "RequesterManaged": true,
     "Description": "\(description)", "PrivateIpAddress": "\(address)", "PrivateIpAddresses":
     [{"PrivateIpAddress": "\(address)", "Primary": true}], "Groups": [{"GroupId": "sg-\(side)"}]}
    """
  }

  /// An endpoint in development with its interface at 10.0.1.50.
  private static func endpoint(_ type: String, _ leadsTo: String, state: String = "available") -> String {
    """
    {"NetworkInterfaces": [\(interface("eni-vpce", "dev", "10.0.1.50", "vpc_endpoint", "VPC Endpoint Interface vpce-1"))],
     "VpcEndpoints": [{"VpcEndpointId": "vpce-1", "VpcEndpointType": "\(type)", "VpcId": "vpc-dev", \(leadsTo),
      "State": "\(state)", "OwnerId": "111111111111", "SubnetIds": ["subnet-dev"], "NetworkInterfaceIds": ["eni-vpce"],
      "Groups": [{"GroupId": "sg-dev"}]}],
     "ServiceConfigurations": []}
    """
  }

  private static let service = #""ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-1""#

  /// Production's endpoint service: a Network Load Balancer at `…1.40` that takes 443 and sends to the host by 8443.
  private static func provider(range: String = "10.2", state: String = "available", groups: String = "") -> String {
    """
    {"NetworkInterfaces": [\(interface("eni-nlb", "prod", "\(range).1.40", "network_load_balancer", "ELB net/orders/1"))],
     "ServiceConfigurations": [{"ServiceId": "vpce-svc-1", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-1",
      "ServiceState": "Available", "AvailabilityZoneIds": ["use1-az1"], "NetworkLoadBalancerArns": ["\(balancer)"]}],
     "VpcEndpointConnections": [{"ServiceId": "vpce-svc-1", "VpcEndpointId": "vpce-1", "VpcEndpointOwner":
      "111111111111", "VpcEndpointState": "\(state)"}],
     "LoadBalancers": [{"LoadBalancerArn": "\(balancer)", "LoadBalancerName": "orders", "Type": "network", "Scheme":
      "internal", "VpcId": "vpc-prod", "AvailabilityZones": [{"ZoneName": "us-east-1a", "SubnetId": "subnet-prod"}]
      \(groups)}],
     "TargetGroups": [{"TargetGroupArn": "\(group)", "TargetGroupName": "orders", "TargetType": "ip", "Protocol": "TCP",
      "Port": 8443, "VpcId": "vpc-prod", "LoadBalancerArns": ["\(balancer)"]}],
     "TargetGroupAttributes": [{"TargetGroupArn": "\(group)", "Attributes":
      [{"Key": "preserve_client_ip.enabled", "Value": "false"},
       {"Key": "load_balancing.cross_zone.enabled", "Value": "true"}]}],
     "LoadBalancerListeners": [{"LoadBalancerArn": "\(balancer)", "Listeners": [{"ListenerArn": "arn:listener",
      "LoadBalancerArn": "\(balancer)", "Port": 443, "Protocol": "TCP", "DefaultActions":
      [{"Type": "forward", "TargetGroupArn": "\(group)"}]}]}],
     "LoadBalancerTargetHealth": [{"TargetGroupArn": "\(group)", "TargetHealthDescriptions":
      [{"Target": {"Id": "\(range).1.10", "Port": 8443}}]}]}
    """
  }

  /// The two environments; production's host takes tcp 8443 from its own subnet alone, and development's group is open.
  private static func estate(
    _ more: [String: String],
    range: String = "10.2",
    peer: String? = nil
  ) -> AuditEstate {
    var estate = AuditEstate()
    estate.development.ingress = [.init(number: "-1", peer: "0.0.0.0/0")]
    estate.production = AuditEstate.Side(
      name: "prod",
      account: "333333333333",
      range: range,
      ingress: [.init(port: 8443, peer: peer ?? "\(range).1.0/24")],
      hosts: ["\(range).1.10"],
      groups: ["sg-prod"]
    )
    estate.more = more
    return estate
  }

  private func traffic(_ estate: AuditEstate, policy: String = SmallAudit.policy) throws -> AssertionResult {
    try #require(try SmallAudit.run(estate, policy: policy)[assertion: "traffic"])
  }

  // MARK: PrivateLink

  @Test("development's endpoint for production's service is a violation, with both legs and the exact traffic")
  func privateLink() throws {
    let result = try SmallAudit.run(
      Self.estate([
        Self.development: Self.endpoint("Interface", Self.service), Self.production: Self.provider(),
      ])
    )
    #expect(result.verdict == .violation, "\(result.assertions.flatMap(\.gaps))")
    let finding = try #require(result.findings.first)
    #expect(result.findings.count == 1)
    #expect(finding.title == "development reaches production through vpce-1 and orders and vpc-prod")
    #expect(finding.verdict == .connects)
    #expect(
      finding.traffic.map { "\($0.source) \($0.destination) \($0.protocol) \($0.ports ?? "-")" } == [
        "10.0.1.0/24 10.2.1.10 tcp 8443"
      ]
    )
    let hops = finding.hops.map(\.resource.id)
    #expect(hops.contains("vpce-1") && hops.contains(Self.balancer), "\(hops)")
    #expect(hops.contains("sg-prod"), "the target's group let the second leg in: \(hops)")
    #expect(finding.endpointPairs == 1)
    let back = result.matrix.first { $0.from == "production" && $0.to == "development" }
    #expect(back?.status == .isolated, "nothing comes back the other way")
  }

  @Test("that the two have the same addresses does not matter")
  func overlap() throws {
    let result = try traffic(
      Self.estate(
        [
          Self.development: Self.endpoint("Interface", Self.service),
          Self.production: Self.provider(range: "10.0"),
        ],
        range: "10.0"
      )
    )
    #expect(result.outcome == .violated, "\(result.gaps)")
  }

  @Test(
    "what keeps packets out of a service is no finding",
    arguments: [
      ("pendingAcceptance", "pendingAcceptance", "", "10.2.1.0/24"),
      ("rejected", "rejected", "", "10.2.1.0/24"),
      // The target admits clients of development, and sees the load balancer.
      ("available", "available", "", "10.0.0.0/16"),
      (
        "available", "available",
        #", "SecurityGroups": ["sg-prod"], "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic": "on""#,
        "10.2.1.0/24"
      ),
    ]
  )
  func closed(consumer: String, provider: String, groups: String, peer: String) throws {
    let result = try traffic(
      Self.estate(
        [
          Self.development: Self.endpoint("Interface", Self.service, state: consumer),
          Self.production: Self.provider(state: provider, groups: groups),
        ],
        peer: peer
      )
    )
    #expect(result.outcome == .passed, "\(result.gaps)")
  }

  @Test("security groups that are not enforced on PrivateLink keep nobody out; that nothing tells is no answer")
  func enforcement() throws {
    func outcome(_ more: String) throws -> AssertionResult.Outcome {
      let groups = #", "SecurityGroups": ["sg-prod"]"# + more
      return try traffic(
        Self.estate([
          Self.development: Self.endpoint("Interface", Self.service),
          Self.production: Self.provider(groups: groups),
        ])
      ).outcome
    }
    #expect(try outcome(#", "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic": "off""#) == .violated)
    #expect(try outcome("") == .inconclusive)
  }

  @Test("two views of one connection that contradict each other leave it open")
  func contradiction() throws {
    let result = try traffic(
      Self.estate([
        Self.development: Self.endpoint("Interface", Self.service),
        Self.production: Self.provider(state: "pendingAcceptance"),
      ])
    )
    #expect(result.outcome == .inconclusive)
  }

  @Test("a service that is not in the snapshot is a gap where its owner may not have been asked, and none otherwise")
  func unknownProvider() throws {
    let consumer = [Self.development: Self.endpoint("Interface", Self.service)]
    let missing = try traffic(Self.estate(consumer))
    #expect(missing.outcome == .inconclusive)
    #expect(missing.gaps.contains { $0.contains("vpce-svc-1") }, "\(missing.gaps)")
    let asked = consumer.merging([Self.production: #"{"ServiceConfigurations": []}"#]) { a, _ in a }
    #expect(try traffic(Self.estate(asked)).outcome == .passed)
  }

  @Test("a load balancer of the service that is not in the snapshot is a gap")
  func unknownBalancer() throws {
    let provider = """
      {"ServiceConfigurations": [{"ServiceId": "vpce-svc-1", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-1",
        "ServiceState": "Available", "NetworkLoadBalancerArns": ["\(Self.balancer)"]}]}
      """
    let result = try traffic(
      Self.estate([Self.development: Self.endpoint("Interface", Self.service), Self.production: provider])
    )
    #expect(result.outcome == .inconclusive)
    #expect(result.gaps.contains { $0.contains("net/orders/1") }, "\(result.gaps)")
  }

  @Test("an endpoint that only the service tells of is a gap")
  func unknownConsumer() throws {
    let result = try traffic(Self.estate([Self.production: Self.provider()]))
    #expect(result.outcome == .inconclusive)
    #expect(result.gaps.contains { $0.contains("VPC endpoint vpce-1 of account 111111111111") }, "\(result.gaps)")
  }

  @Test("an endpoint's interface without its endpoint is a gap")
  func unknownEndpoint() throws {
    let row = Self.interface("eni-vpce", "dev", "10.0.1.50", "vpc_endpoint", "VPC Endpoint Interface vpce-1")
    let result = try traffic(Self.estate([Self.development: "{\"NetworkInterfaces\": [\(row)]}"]))
    #expect(result.outcome == .inconclusive)
    #expect(result.gaps.contains { $0.contains("the VPC endpoint of eni-vpce") }, "\(result.gaps)")
  }

  private static func accepting(_ element: String) -> String {
    SmallAudit.policy.replacing(
      "no-traffic: { between: [{ tier: production }, { tier: non-production }] }",
      with: """
        no-traffic:
                between: [{ tier: production }, { tier: non-production }]
                except:
                  - { via: \(element), reason: agreed }
        """
    )
  }

  @Test("an exception `via: private-link` accepts it, and another does not")
  func exception() throws {
    let estate = Self.estate([
      Self.development: Self.endpoint("Interface", Self.service), Self.production: Self.provider(),
    ])
    #expect(try traffic(estate, policy: Self.accepting("private-link")).outcome == .passed)
    #expect(try traffic(estate, policy: Self.accepting("peering")).outcome == .violated)
  }

  // MARK: VPC Lattice

  private static func shop(
    authType: String? = "NONE",
    policy: String = "",
    vpcs: String? =
      #"[{"id": "snva-1", "status": "ACTIVE", "serviceNetworkId": "sn-1", "vpcId": "vpc-dev", "securityGroupIds": []}]"#,
    listeners: Bool = true
  ) -> String {
    let auth = authType.map { ", \"authType\": \"\($0)\"" } ?? ""
    let associations = vpcs.map { "\"serviceNetworkVpcAssociations\": \($0)," } ?? ""
    let listener = """
      "latticeListeners": [{"serviceIdentifier": "svc-1", "listeners": [{"id": "l-1", "arn": "\(lattice)listener/l-1",
        "port": 443, "protocol": "HTTPS", "defaultAction": {"forward": {"targetGroups":
        [{"targetGroupIdentifier": "tg-1"}]}}}]}],
      "latticeRules": [{"listenerIdentifier": "\(lattice)listener/l-1", "rules": []}],
      """
    return """
      {"serviceNetworks": [{"id": "sn-1", "arn": "\(lattice)servicenetwork/sn-1", "name": "shop"\(auth)}],
       \(associations)
       "serviceNetworkServiceAssociations": [{"id": "snsa-1", "status": "ACTIVE", "serviceNetworkId": "sn-1",
         "serviceArn": "\(lattice)service/svc-1"}],
       "serviceNetworkResourceAssociations": [],
       "latticeServices": [{"id": "svc-1", "arn": "\(lattice)service/svc-1", "name": "orders", "authType": "NONE"}],
       \(listeners ? listener : "")
       "latticeTargetGroups": [{"id": "tg-1", "arn": "\(lattice)targetgroup/tg-1", "type": "IP", "config":
         {"port": 8443, "protocol": "HTTPS", "vpcIdentifier": "vpc-prod"}}],
       "latticeTargets": [{"targetGroupIdentifier": "tg-1", "targets": [{"id": "10.2.1.10", "port": 8443}]}],
       "latticeAuthPolicies": [{"resourceIdentifier": "sn-1"\(policy)}]}
      """
  }

  @Test("a service network that both are in is a violation without any route")
  func serviceNetwork() throws {
    let result = try SmallAudit.run(Self.estate([Self.production: Self.shop()], peer: "169.254.171.0/24"))
    #expect(result.verdict == .violation, "\(result.assertions.flatMap(\.gaps))")
    let finding = try #require(result.findings.first)
    #expect(finding.verdict == .connects)
    #expect(
      finding.traffic.map { "\($0.source) \($0.destination) \($0.ports ?? "-")" } == ["10.0.1.0/24 10.2.1.10 8443"]
    )
  }

  @Test(
    "who is refused, or let in by IAM alone, or nobody knows",
    arguments: [
      (shop(), "10.2.1.0/24", AssertionResult.Outcome.passed),
      (shop(authType: "AWS_IAM"), "169.254.171.0/24", .passed),
      (
        shop(authType: "AWS_IAM", policy: #", "policy": "{\"Statement\":[{\"Effect\":\"Allow\"}]}""#),
        "169.254.171.0/24",
        .violated
      ),
      (shop(authType: nil), "169.254.171.0/24", .inconclusive),
      (shop(vpcs: "[]"), "169.254.171.0/24", .passed),
      (shop(vpcs: nil), "169.254.171.0/24", .inconclusive),
      (shop(listeners: false), "169.254.171.0/24", .inconclusive),
    ]
  )
  func access(_ text: String, _ peer: String, _ expected: AssertionResult.Outcome) throws {
    let result = try traffic(Self.estate([Self.production: text], peer: peer))
    #expect(result.outcome == expected, "\(result.gaps)")
  }

  @Test("what an auth policy lets in may reach, and the finding says so")
  func mayReach() throws {
    let text = Self.shop(authType: "AWS_IAM", policy: #", "policy": "{\"Statement\":[{\"Effect\":\"Allow\"}]}""#)
    let result = try SmallAudit.run(Self.estate([Self.production: text], peer: "169.254.171.0/24"))
    #expect(result.findings.map(\.verdict) == [.may])
    let hops = result.findings.flatMap(\.hops).map(\.action)
    #expect(hops.contains { $0.contains("auth policy") }, "\(hops)")
  }

  @Test("a route to a service network that nobody named is a gap")
  func unnamedNetwork() throws {
    var estate = Self.estate([:])
    estate.development.routes.append(("169.254.171.0/24", "VpcLattice"))
    let result = try traffic(estate)
    #expect(result.outcome == .inconclusive)
    #expect(
      result.gaps.contains { $0.contains("the service network that vpc-dev is associated with") },
      "\(result.gaps)"
    )
  }

  // MARK: Resource endpoints

  private static let resource = "\"ResourceConfigurationArn\": \"\(lattice)resourceconfiguration/rcfg-1\""

  private static let database = """
    {"NetworkInterfaces": [\(interface("eni-rgw", "prod", "10.2.1.70", "interface", "resource gateway rgw-1"))],
     "resourceGateways": [{"id": "rgw-1", "arn": "\(lattice)resourcegateway/rgw-1", "vpcIdentifier": "vpc-prod",
       "subnetIds": ["subnet-prod"], "securityGroupIds": ["sg-prod"], "status": "ACTIVE"}],
     "resourceConfigurations": [{"id": "rcfg-1", "arn": "\(lattice)resourceconfiguration/rcfg-1", "type": "SINGLE",
       "status": "ACTIVE", "resourceGatewayId": "rgw-1", "portRanges": ["8443"], "protocol": "TCP",
       "resourceConfigurationDefinition": {"ipResource": {"ipAddress": "10.2.1.10"}}}]}
    """

  @Test(
    "a resource endpoint leads where the resource gateway is let in",
    arguments: [
      (database, "10.2.1.70/32", AssertionResult.Outcome.violated), (database, "10.2.1.71/32", .passed),
      (database, "10.0.0.0/16", .passed),
      (database.replacing(#""portRanges": ["8443"]"#, with: #""portRanges": ["5432"]"#), "10.2.1.70/32", .passed),
      (
        database.replacing(
          "ipResource\": {\"ipAddress\": \"10.2.1.10\"}",
          with: "dnsResource\": {\"domainName\": \"db\"}"
        ), "10.2.1.70/32", .inconclusive
      ),
      (#"{"Vpcs": []}"#, "10.2.1.70/32", .inconclusive),
    ]
  )
  func resourceEndpoint(_ text: String, _ peer: String, _ expected: AssertionResult.Outcome) throws {
    let result = try traffic(
      Self.estate([Self.development: Self.endpoint("Resource", Self.resource), Self.production: text], peer: peer)
    )
    #expect(result.outcome == expected, "\(result.gaps)")
  }

  // MARK: DNS

  private static func forwarding(endpoint: Bool = true, vpcs: String = "vpc-dev") -> String {
    let out = """
      "ResolverEndpoints": [{"Id": "rslvr-out-1", "Arn":
        "arn:aws:route53resolver:us-east-1:333333333333:resolver-endpoint/rslvr-out-1", "Direction": "OUTBOUND",
        "HostVPCId": "vpc-prod", "SecurityGroupIds": ["sg-prod"]}],
      "ResolverEndpointIpAddresses": [{"ResolverEndpointId": "rslvr-out-1", "IpAddresses":
        [{"SubnetId": "subnet-prod", "Ip": "10.2.1.60"}]}],
      """
    return """
      {"NetworkInterfaces": [\(interface("eni-rslvr", "prod", "10.2.1.60", "interface", "Route 53 Resolver: rslvr-out-1"))],
       \(endpoint ? out : "")
       "ResolverRules": [{"Id": "rslvr-rr-1", "DomainName": "prod.corp.", "RuleType": "FORWARD", "ResolverEndpointId":
         "rslvr-out-1", "OwnerId": "333333333333", "TargetIps": [{"Ip": "10.2.1.10", "Port": 8443}]}],
       "ResolverRuleAssociations": [{"Id": "a-1", "ResolverRuleId": "rslvr-rr-1", "VPCId": "\(vpcs)", "Status": "COMPLETE"}]}
      """
  }

  @Test("a name server of production that development's queries reach is a violation, by DNS")
  func dnsForwarding() throws {
    let estate = Self.estate([Self.production: Self.forwarding()])
    let result = try traffic(estate)
    #expect(result.outcome == .violated, "\(result.gaps)")
    #expect(try traffic(estate, policy: Self.accepting("dns")).outcome == .passed)
    #expect(try traffic(Self.estate([Self.production: Self.forwarding(vpcs: "vpc-prod")])).outcome == .passed)
  }

  @Test("a rule whose endpoint, or an association whose rule, is not in the snapshot is a gap")
  func unknownRule() throws {
    #expect(try traffic(Self.estate([Self.production: Self.forwarding(endpoint: false)])).outcome == .inconclusive)
    let association = """
      {"ResolverRuleAssociations": [{"Id": "a-1", "ResolverRuleId": "rslvr-rr-9", "VPCId": "vpc-dev", "Status": "COMPLETE"}]}
      """
    let result = try traffic(Self.estate([Self.development: association]))
    #expect(result.outcome == .inconclusive)
    #expect(result.gaps.contains { $0.contains("rslvr-rr-9") }, "\(result.gaps)")
    let own = association.replacing("rslvr-rr-9", with: "rslvr-autodefined-rr-internet-resolver")
    #expect(try traffic(Self.estate([Self.development: own])).outcome == .passed)
  }

  @Test("that every VPC's resolver asks the internet is told, and is no violation")
  func recursion() throws {
    let result = try SmallAudit.run(Self.estate([:]))
    #expect(result.verdict == .pass)
    #expect(Assumptions.all.contains { $0.statement.contains("resolver") && $0.statement.contains("DNS Firewall") })
  }
}

/// EC2 Instance Connect Endpoints in a VPC that two environments share.
@Suite("Audit: Instance Connect endpoints")
struct InstanceConnectAuditTests {
  private static let policy = """
    schema: isolation-audit/v1
    environments:
      development: { tier: non-production, match: [{ tag: { Environment: development } }] }
      production: { tier: production, match: [{ tag: { Environment: production } }] }
    assertions:
      - id: traffic
        title: No traffic between the tiers
        no-traffic: { between: [{ tier: production }, { tier: non-production }] }
    """

  private static func interface(_ id: String, _ address: String, _ environment: String, _ group: String) -> String {
    """
    {"NetworkInterfaceId": "\(id)", "SubnetId": "subnet-1", "VpcId": "vpc-1", "OwnerId": "111111111111",
     "InterfaceType": "\(id == "eni-eice" ? "ec2_instance_connect_endpoint" : "interface")", "PrivateIpAddress":
     "\(address)", "Groups": [{"GroupId": "\(group)"}], "TagSet": [{"Key": "Environment", "Value": "\(environment)"}]}
    """
  }

  private static func group(_ id: String, admits: String) -> String {
    """
    {"GroupId": "\(id)", "GroupName": "\(id)", "VpcId": "vpc-1", "OwnerId": "111111111111", "IpPermissions":
     [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "\(admits)"}]}],
     "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}
    """
  }

  private static func outcome(keepsClients: Bool, admits: String) throws -> AssertionResult {
    let text = """
      {"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "111111111111", "CidrBlock": "10.0.0.0/16", "CidrBlockAssociationSet":
         [{"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}}]}],
       "Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "OwnerId": "111111111111", "CidrBlock": "10.0.1.0/24",
         "AvailabilityZoneId": "use1-az1"}],
       "RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Associations": [{"Main": true, "RouteTableId":
         "rtb-1"}], "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active"}]}],
       "NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": true, "Entries": [
         {"CidrBlock": "0.0.0.0/0", "Egress": false, "Protocol": "-1", "RuleAction": "allow", "RuleNumber": 100},
         {"CidrBlock": "0.0.0.0/0", "Egress": true, "Protocol": "-1", "RuleAction": "allow", "RuleNumber": 100}]}],
       "SecurityGroups": [\(group("sg-dev", admits: "192.0.2.1/32")), \(group("sg-prod", admits: admits))],
       "NetworkInterfaces": [\(interface("eni-eice", "10.0.1.5", "development", "sg-dev")),
         \(interface("eni-dev", "10.0.1.10", "development", "sg-dev")),
         \(interface("eni-prod", "10.0.1.20", "production", "sg-prod"))],
       "InstanceConnectEndpoints": [{"InstanceConnectEndpointId": "eice-1", "OwnerId": "111111111111", "State":
         "create-complete", "VpcId": "vpc-1", "SubnetId": "subnet-1", "NetworkInterfaceIds": ["eni-eice"],
         "PreserveClientIp": \(keepsClients), "SecurityGroupIds": ["sg-dev"]}]}
      """
    let result = try SmallAudit.run(["accounts/111111111111/us-east-1/ec2.json": text], policy: policy)
    return try #require(result[assertion: "traffic"])
  }

  @Test(
    "users get in with the interface's address, or with their own where the endpoint keeps it",
    arguments: [
      (false, "10.0.1.5/32", AssertionResult.Outcome.violated), (false, "198.51.100.0/24", .passed),
      (true, "198.51.100.0/24", .violated), (true, "10.9.0.0/16", .violated),
    ]
  )
  func users(keepsClients: Bool, admits: String, expected: AssertionResult.Outcome) throws {
    let result = try Self.outcome(keepsClients: keepsClients, admits: admits)
    #expect(result.outcome == expected, "\(result.gaps)")
  }
}
