/// Load balancers and target groups in the words of a case.
extension CaseEstate {
  /// A node of a load balancer: its subnet and its address there.
  struct Node: Sendable {
    let subnet: String
    let address: String
    var publicAddress: String?
  }

  /// A listener: port, protocol, and the target groups that it forwards to; with `rules`, those of its rules.
  struct Listener: Sendable {
    let port: Int
    let protocolName: String
    var groups: [String] = []
    var rules: [String] = []
    /// A default action that forwards nowhere, such as `fixed-response` or `redirect`.
    var action: String?
  }

  /// A target: an address, an instance or an ARN, with a port and the zone that it is registered for.
  struct Target: Sendable {
    let id: String
    let port: Int
    var zone: String?
  }

  private static func arn(_ account: String, _ rest: String) -> String {
    "arn:aws:elasticloadbalancing:us-east-1:\(account):\(rest)"
  }

  /// The ARN of a load balancer: `app/name/…` of the account of a VPC.
  func balancerARN(_ name: String, _ kind: String, in vpc: String) -> String {
    let account = place(of: "vpc-\(vpc)").account
    if kind == "classic" { return Self.arn(account, "loadbalancer/\(name)") }
    return Self.arn(account, "loadbalancer/\(Self.path(name, kind))")
  }

  func groupARN(_ name: String, in vpc: String) -> String {
    Self.arn(place(of: "vpc-\(vpc)").account, "targetgroup/\(name)/943f017f100becff")
  }

  private static func path(_ name: String, _ kind: String) -> String {
    let prefix = kind == "application" ? "app" : kind == "network" ? "net" : "gwy"
    return "\(prefix)/\(name)/50dc6c495c0c9188"
  }

  /// A load balancer of the second generation, with a network interface for each node.
  ///
  /// `crossZone` is its attribute; with `knowsRules` or `knowsAttributes` off, nobody listed them.
  mutating func balancer(
    _ name: String,
    _ kind: String,
    in vpc: String,
    nodes: [Node],
    groups: [String] = [],
    listeners: [Listener]?,
    crossZone: Bool = false,
    knowsRules: Bool = true,
    knowsAttributes: Bool = true
  ) {
    let arn = balancerARN(name, kind, in: vpc)
    for node in nodes {
      interface(
        "eni-\(name)-\(node.subnet)",
        in: node.subnet,
        node.address,
        groups: groups,
        type: kind == "network" ? "network_load_balancer" : "interface",
        description: "ELB \(Self.path(name, kind))",
        publicAddress: node.publicAddress
      )
    }
    record(
      "LoadBalancers",
      in: vpc,
      [
        "LoadBalancerArn": .string(arn), "LoadBalancerName": .string(name), "Type": .string(kind),
        "Scheme": nodes.contains { $0.publicAddress != nil } ? "internet-facing" : "internal",
        "VpcId": .string("vpc-\(vpc)"), "State": ["Code": "active"], "SecurityGroups": .strings(groups),
        "AvailabilityZones": .array(
          nodes.map { ["ZoneName": .string(zoneName($0.subnet)), "SubnetId": .string("subnet-\($0.subnet)")] }
        ), "IpAddressType": "ipv4",
      ]
    )
    if knowsAttributes {
      record(
        "LoadBalancerAttributes",
        in: vpc,
        [
          "LoadBalancerArn": .string(arn),
          "Attributes": [
            [
              "Key": "load_balancing.cross_zone.enabled",
              "Value": crossZone || kind == "application" ? "true" : "false",
            ]
          ],
        ]
      )
    }
    guard let listeners else { return }
    record(
      "LoadBalancerListeners",
      in: vpc,
      [
        "LoadBalancerArn": .string(arn),
        "Listeners": .array(listeners.map { listenerRow($0, of: arn, in: vpc) }),
      ]
    )
    guard knowsRules else { return }
    for listener in listeners {
      record(
        "ListenerRules",
        in: vpc,
        [
          "ListenerArn": .string(listenerARN(listener, of: arn)),
          "Rules": .array(
            listener.rules.enumerated().map { index, group in
              [
                "RuleArn": .string("\(listenerARN(listener, of: arn))/rule\(index)"),
                "Priority": .string("\(index + 1)"),
                "Conditions": [["Field": "path-pattern", "Values": [.string("/\(group)/*")]]],
                "Actions": [["Type": "forward", "TargetGroupArn": .string(groupARN(group, in: vpc))]],
                "IsDefault": false,
              ]
            }
          ),
        ]
      )
    }
  }

  private func listenerARN(_ listener: Listener, of balancer: String) -> String {
    balancer.replacing(":loadbalancer/", with: ":listener/") + "/f2f7dc8efc52\(listener.port)"
  }

  private func listenerRow(_ listener: Listener, of balancer: String, in vpc: String) -> JSONText {
    var actions: [JSONText] = listener.groups.map {
      ["Type": "forward", "TargetGroupArn": .string(groupARN($0, in: vpc))]
    }
    if let action = listener.action { actions = [["Type": .string(action)]] }
    return [
      "ListenerArn": .string(listenerARN(listener, of: balancer)), "LoadBalancerArn": .string(balancer),
      "Port": .integer(listener.port), "Protocol": .string(listener.protocolName), "DefaultActions": .array(actions),
    ]
  }

  private func zoneName(_ subnet: String) -> String {
    (subnets.first { $0.id == "subnet-\(subnet)" }?.zone ?? 1) == 1 ? "us-east-1a" : "us-east-1b"
  }

  /// A target group; `targets` is `nil` when nobody listed them, `attributes` when nobody asked for them.
  mutating func targets(
    _ name: String,
    in vpc: String,
    type: String,
    protocolName: String = "TCP",
    port: Int = 443,
    of balancers: [String] = [],
    attributes: [(String, String)]? = [],
    _ targets: [Target]?
  ) {
    let arn = groupARN(name, in: vpc)
    record(
      "TargetGroups",
      in: vpc,
      [
        "TargetGroupArn": .string(arn), "TargetGroupName": .string(name), "Protocol": .string(protocolName),
        "Port": .integer(port), "VpcId": .string("vpc-\(vpc)"), "TargetType": .string(type),
        "IpAddressType": "ipv4", "LoadBalancerArns": .strings(balancers),
      ]
    )
    if let attributes {
      record(
        "TargetGroupAttributes",
        in: vpc,
        [
          "TargetGroupArn": .string(arn),
          "Attributes": .array(attributes.map { ["Key": .string($0.0), "Value": .string($0.1)] }),
        ]
      )
    }
    guard let targets else { return }
    record(
      "LoadBalancerTargetHealth",
      in: vpc,
      [
        "TargetGroupArn": .string(arn),
        "TargetHealthDescriptions": .array(
          targets.map { target in
            var members: [(key: String, value: JSONText)] = [
              (key: "Id", value: .string(target.id)), (key: "Port", value: .integer(target.port)),
            ]
            if let zone = target.zone { members.append((key: "AvailabilityZone", value: .string(zone))) }
            return [
              "Target": .object(members),
              "TargetHealth": ["State": "unhealthy", "Reason": "Target.FailedHealthChecks"],
            ]
          }
        ),
      ]
    )
  }

  /// A Classic Load Balancer, with a network interface in each of its subnets.
  mutating func classicBalancer(
    _ name: String,
    in vpc: String,
    nodes: [Node],
    groups: [String],
    listeners: [(port: Int, instancePort: Int)],
    instances: [String],
    crossZone: Bool? = false
  ) {
    for node in nodes {
      interface(
        "eni-\(name)-\(node.subnet)",
        in: node.subnet,
        node.address,
        groups: groups,
        description: "ELB \(name)"
      )
    }
    record(
      "LoadBalancerDescriptions",
      in: vpc,
      [
        "LoadBalancerName": .string(name), "DNSName": .string("internal-\(name).us-east-1.elb.amazonaws.com"),
        "VPCId": .string("vpc-\(vpc)"), "Scheme": "internal", "Subnets": .strings(nodes.map { "subnet-\($0.subnet)" }),
        "SecurityGroups": .strings(groups), "Instances": .records("InstanceId", instances),
        "ListenerDescriptions": .array(
          listeners.map {
            [
              "Listener": [
                "Protocol": "TCP", "LoadBalancerPort": .integer($0.port), "InstanceProtocol": "TCP",
                "InstancePort": .integer($0.instancePort),
              ], "PolicyNames": [],
            ]
          }
        ),
      ]
    )
    guard let crossZone else { return }
    record(
      "LoadBalancerAttributes",
      in: vpc,
      [
        "LoadBalancerName": .string(name),
        "LoadBalancerAttributes": ["CrossZoneLoadBalancing": ["Enabled": .boolean(crossZone)]],
      ]
    )
  }

  /// Makes a host the primary interface of an instance: `b1.10` of `i-b1-10`.
  mutating func instance(_ host: String) {
    let name = host.replacing(".", with: "-")
    for index in interfaces.indices where interfaces[index].id == "eni-\(name)" {
      interfaces[index].instance = "i-\(name)"
    }
  }

  /// Gives an interface to another account that its subnet is shared with, as that of an instance or of nobody.
  mutating func own(_ interface: String, by account: String, instance: String? = nil) {
    for index in interfaces.indices where interfaces[index].id == interface {
      interfaces[index].owner = account
      interfaces[index].instance = instance
    }
  }
}
