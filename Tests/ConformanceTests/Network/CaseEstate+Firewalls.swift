/// Network Firewalls, Gateway Load Balancer endpoints and VPC Block Public Access of a case.
extension CaseEstate {
  /// The ARN of a firewall, policy or rule group by its name.
  static func firewallARN(_ kind: String, _ name: String) -> String {
    "arn:aws:network-firewall:us-east-1:666666666666:\(kind)/\(name)"
  }

  // MARK: Endpoints

  /// A Gateway Load Balancer endpoint with its interface in a subnet.
  mutating func gatewayLoadBalancerEndpoint(_ id: String, in subnet: String, _ address: String) {
    interface(
      "eni-\(id.dropFirst(5))",
      in: subnet,
      address,
      groups: [],
      type: "gateway_load_balancer_endpoint",
      description: "VPC Endpoint Interface \(id)"
    )
    guard let row = subnets.first(where: { $0.id == "subnet-\(subnet)" }) else { return }
    record(
      "VpcEndpoints",
      in: String(row.vpc.dropFirst(4)),
      [
        "VpcEndpointId": .string(id), "VpcEndpointType": "GatewayLoadBalancer", "VpcId": .string(row.vpc),
        "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-1", "State": "available",
        "SubnetIds": [.string(row.id)], "NetworkInterfaceIds": [.string("eni-\(id.dropFirst(5))")], "Groups": [],
        "RouteTableIds": [],
      ]
    )
  }

  /// The firewall `fw` with the policy `policy` and an endpoint in each of some subnets.
  mutating func networkFirewall(
    in vpc: String,
    _ endpoints: [(id: String, subnet: String, address: String)],
    policy: String = "policy",
    status: String = "READY"
  ) {
    for endpoint in endpoints { gatewayLoadBalancerEndpoint(endpoint.id, in: endpoint.subnet, endpoint.address) }
    let states = endpoints.map { endpoint in
      (
        key: "us-east-1\(endpoint.id.suffix(1))",
        value: [
          "Attachment": [
            "SubnetId": .string("subnet-\(endpoint.subnet)"), "EndpointId": .string(endpoint.id),
            "Status": .string(status),
          ]
        ] as JSONText
      )
    }
    record(
      "Firewalls",
      in: vpc,
      [
        "FirewallArn": .string(Self.firewallARN("firewall", "fw")),
        "Firewall": [
          "FirewallName": "fw", "FirewallArn": .string(Self.firewallARN("firewall", "fw")),
          "FirewallPolicyArn": .string(Self.firewallARN("firewall-policy", policy)), "VpcId": .string("vpc-\(vpc)"),
          "SubnetMappings": .records("SubnetId", endpoints.map { "subnet-\($0.subnet)" }),
        ],
        "FirewallStatus": [
          "Status": "READY", "ConfigurationSyncStateSummary": "IN_SYNC", "SyncStates": .object(states),
        ],
      ]
    )
  }

  // MARK: Policies and rule groups

  /// The policy `policy`; rule groups are given by name, in the order of their priorities.
  mutating func firewallPolicy(
    in vpc: String,
    stateless: [String] = [],
    statelessDefault: String = "aws:forward_to_sfe",
    stateful: [String] = [],
    isStrict: Bool = false,
    defaults: [String] = [],
    more: [(key: String, value: JSONText)] = []
  ) {
    func references(_ kind: String, _ names: [String]) -> JSONText {
      .array(
        names.enumerated().map { index, name in
          let arn = name.hasPrefix("arn:") ? name : Self.firewallARN(kind, name)
          return ["ResourceArn": .string(arn), "Priority": .integer(10 * (index + 1))]
        }
      )
    }
    var members: [(key: String, value: JSONText)] = [
      (key: "StatelessDefaultActions", value: [.string(statelessDefault)]),
      (key: "StatelessFragmentDefaultActions", value: [.string(statelessDefault)]),
      (key: "StatelessRuleGroupReferences", value: references("stateless-rulegroup", stateless)),
      (key: "StatefulRuleGroupReferences", value: references("stateful-rulegroup", stateful)),
      (key: "StatefulEngineOptions", value: ["RuleOrder": isStrict ? "STRICT_ORDER" : "DEFAULT_ACTION_ORDER"]),
    ]
    if !defaults.isEmpty { members.append((key: "StatefulDefaultActions", value: .strings(defaults))) }
    members.removeAll { member in more.contains { $0.key == member.key } }
    let arn = JSONText.string(Self.firewallARN("firewall-policy", "policy"))
    record(
      "FirewallPolicies",
      in: vpc,
      [
        "FirewallPolicyArn": arn, "FirewallPolicy": .object(members + more),
        "FirewallPolicyResponse": ["FirewallPolicyArn": arn, "FirewallPolicyName": "policy"],
      ]
    )
  }

  /// A rule group with a rules source, and with variables where the case has some.
  mutating func ruleGroup(
    _ name: String,
    in vpc: String,
    isStateless: Bool = false,
    _ source: JSONText,
    more: [(key: String, value: JSONText)] = []
  ) {
    let arn = JSONText.string(Self.firewallARN(isStateless ? "stateless-rulegroup" : "stateful-rulegroup", name))
    record(
      "RuleGroups",
      in: vpc,
      [
        "RuleGroupArn": arn, "RuleGroup": .object([(key: "RulesSource", value: source)] + more),
        "RuleGroupResponse": [
          "RuleGroupArn": arn, "RuleGroupName": .string(name), "Type": isStateless ? "STATELESS" : "STATEFUL",
        ],
      ]
    )
  }

  /// A stateful rule group of Suricata rules, a line each.
  mutating func suricata(
    _ name: String,
    in vpc: String,
    _ lines: String...,
    variables: [(key: String, value: JSONText)] = []
  ) {
    let more: [(key: String, value: JSONText)] =
      variables.isEmpty ? [] : [(key: "RuleVariables", value: .object(variables))]
    ruleGroup(name, in: vpc, ["RulesString": .string(lines.joined(separator: "\n"))], more: more)
  }

  /// A stateless rule for packets from one CIDR block to another.
  static func stateless(
    _ priority: Int,
    _ action: String,
    from source: String = "0.0.0.0/0",
    to destination: String = "0.0.0.0/0",
    protocols: [Int] = [],
    ports: ClosedRange<Int>? = nil
  ) -> JSONText {
    var match: [(key: String, value: JSONText)] = [
      (key: "Sources", value: .records("AddressDefinition", [source])),
      (key: "Destinations", value: .records("AddressDefinition", [destination])),
    ]
    if !protocols.isEmpty { match.append((key: "Protocols", value: .array(protocols.map { .integer($0) }))) }
    if let ports {
      let range: JSONText = ["FromPort": .integer(ports.lowerBound), "ToPort": .integer(ports.upperBound)]
      match.append((key: "DestinationPorts", value: [range]))
    }
    return [
      "RuleDefinition": ["MatchAttributes": .object(match), "Actions": [.string(action)]],
      "Priority": .integer(priority),
    ]
  }

  /// A stateless rule group.
  mutating func statelessGroup(_ name: String, in vpc: String, _ rules: [JSONText]) {
    ruleGroup(
      name,
      in: vpc,
      isStateless: true,
      ["StatelessRulesAndCustomActions": ["StatelessRules": .array(rules), "CustomActions": []]]
    )
  }

  // MARK: Inspection

  /// VPC-A and VPC-B on a transit gateway that sends all between them through the inspection VPC-I (10.4.0.0/16): the
  /// firewall `fw` has `vpce-nfw-1` in zone 1 and `vpce-nfw-2` in zone 2, and each zone's attachment subnet leads to its own.
  static func inspected(isApplianceMode: Bool = true, hasFirewall: Bool = true) -> CaseEstate {
    var estate = standing()
    estate.vpc("i", "10.4.0.0/16", account: "666666666666", environment: "inspection")
    estate.transitGateway("tgw-1", tables: ["tgw-rtb-spoke", "tgw-rtb-i"])
    estate.attach("a", to: "tgw-1", table: "tgw-rtb-spoke", propagate: ["tgw-rtb-i"])
    estate.attach("b", to: "tgw-1", table: "tgw-rtb-spoke", propagate: ["tgw-rtb-i"])
    for (zone, name) in [(1, "i1"), (2, "i2")] {
      estate.subnet("t\(name)", "10.4.250.\(zone == 1 ? 0 : 16)/28", zone: zone, vpc: "i")
      estate.subnet("f\(name)", "10.4.\(zone).0/24", zone: zone, vpc: "i")
      estate.table("rtb-t\(name)", in: "i", subnets: ["t\(name)"], routes: [("0.0.0.0/0", "vpce-nfw-\(zone)")])
    }
    estate.table("rtb-f", in: "i", subnets: ["fi1", "fi2"], routes: [("10.0.0.0/8", "tgw-1")])
    estate.attach(
      "i",
      to: "tgw-1",
      table: "tgw-rtb-i",
      propagate: [],
      subnets: ["ti1", "ti2"],
      isApplianceMode: isApplianceMode
    )
    estate.transitRoute("tgw-rtb-spoke", "0.0.0.0/0", "tgw-attach-1-i")
    estate.route("rtb-a", "10.0.0.0/8", "tgw-1")
    estate.route("rtb-b", "10.0.0.0/8", "tgw-1")
    if hasFirewall {
      estate.networkFirewall(in: "i", [("vpce-nfw-1", "fi1", "10.4.1.4"), ("vpce-nfw-2", "fi2", "10.4.2.4")])
    } else {
      estate.gatewayLoadBalancerEndpoint("vpce-nfw-1", in: "fi1", "10.4.1.4")
      estate.gatewayLoadBalancerEndpoint("vpce-nfw-2", in: "fi2", "10.4.2.4")
    }
    return estate
  }

  // MARK: VPC Block Public Access

  /// The options of VPC-A's account.
  mutating func blockPublicAccess(_ mode: String, exclusions: [(resource: String, mode: String, state: String)] = []) {
    record(
      "VpcBlockPublicAccessOptions",
      in: "a",
      [
        "AwsAccountId": .string(place(of: "vpc-a").account), "AwsRegion": "us-east-1", "State": "update-complete",
        "InternetGatewayBlockMode": .string(mode), "ManagedBy": "account",
      ]
    )
    for (index, exclusion) in exclusions.enumerated() {
      record(
        "VpcBlockPublicAccessExclusions",
        in: "a",
        [
          "ExclusionId": .string("vpcbpa-exclude-\(index)"),
          "ResourceArn": .string("arn:aws:ec2:us-east-1:111111111111:\(exclusion.resource)"),
          "InternetGatewayExclusionMode": .string(exclusion.mode), "State": .string(exclusion.state),
        ]
      )
    }
  }
}
