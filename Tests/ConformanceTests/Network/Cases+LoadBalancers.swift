/// C061 and C157–C170: load balancers as relays, interfaces of services, shared subnets.
///
/// Where a case is about the client and the target, the probe is about the target's port, and the load balancer must be on
/// the path. A twin beside a case changes the one thing that decides.
extension NetworkCase {
  static let loadBalancers: [NetworkCase] =
    numbered(
      "C061",
      "CLB and same-subnet target",
      { $0.classic(denying: true) },
      (toInstance, .isolated("ELB_ACL_RESTRICTION", at: "acl-a1"))
    )
    + numbered(
      "C157",
      "direct closed, proxy open",
      { $0.application() },
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .connects(through: [alb])),
      (.tcp(.host("a1.10"), .host("b1.10"), 443), .isolated("ENI_SG_RULES_MISMATCH")),
      (.tcp(.host("a1.10"), .ip("10.2.1.60"), 443), .connects(avoiding: [alb]))
    )
    + numbered(
      "C158",
      "no such listener",
      { $0.application() },
      (.tcp(.host("a1.10"), .ip("10.2.1.60"), 8443), .isolated("ELBV2_LISTENERS_MISMATCH", at: alb)),
      (.udp(.host("a1.10"), .ip("10.2.1.60"), 443), .isolated("ELBV2_LISTENERS_MISMATCH", at: alb))
    )
    + numbered(
      "C159",
      "listener without targets",
      { $0.application(targets: []) },
      (.tcp(.host("a1.10"), .ip("10.2.1.60"), 443), .connects),
      (.tcp(.host("a1.10"), .resource(webTargets), 8443), .isolated("ELBV2_LISTENER_HAS_NO_TG", at: alb)),
      (.tcp(.host("a1.10"), .host("b1.10"), 8443), .isolated("ENI_SG_RULES_MISMATCH"))
    )
    + numbered(
      "C160",
      "NLB keeps the client address",
      { $0.network(type: "instance", attributes: [("preserve_client_ip.enabled", "true")]) },
      (toTarget, .isolated("ENI_SG_RULES_MISMATCH"))
    )
    + numbered(
      "C161",
      "NLB hides the client address",
      { $0.network(type: "ip", attributes: [("preserve_client_ip.enabled", "false")]) },
      (toTarget, .connects(through: [nlb]))
    )
    + numbered(
      "C162",
      "NLB without SG",
      {
        $0.network(type: "ip", attributes: [], groups: [])
        $0.host("c1.10")
        $0.peering("pcx-bc", "b", "c")
      },
      (toTarget, .connects(through: [nlb])),
      (.tcp(.host("c1.10"), .host("b1.10"), 8443), .connects(through: [nlb])),
      (.tcp(.host("c1.10"), .ip("10.2.1.61"), 443), .connects)
    )
    + numbered(
      "C163",
      "internal scheme",
      {
        $0.internet("b")
        $0.application()
      },
      (.tcp(.internet(nil), .eni("eni-alb-b1"), 443), .isolated),
      (.tcp(.internet(nil), .host("b1.10"), 8443), .isolated)
    )
    + numbered(
      "C164",
      "cross-zone off",
      { $0.network(type: "ip", attributes: [], target: "10.2.2.5", nodes: ["b1", "b2"], away: true) },
      (.tcp(.host("a1.10"), .host("b2.5"), 8443), .isolated("ELB_NOT_CROSSZONE", at: nlb))
    )
    + numbered("C165", "target health ignored", { $0.application() }, (toTarget, .connects(through: [alb])))
    + numbered(
      "C166",
      "ALB to Lambda target",
      { $0.application(lambda: true) },
      (.tcp(.host("a1.10"), .resource(function), 443), .connects(through: [alb, function]))
    )
    + numbered(
      "C167",
      "RDS flagged public",
      {
        $0.interface(
          "eni-rds",
          in: "b1",
          "10.2.1.70",
          description: "RDSNetworkInterface",
          publicAddress: "203.0.113.70"
        )
        $0.database()
      },
      (.tcp(.internet(nil), .eni("eni-rds"), 5432), .isolated),
      (.tcp(.host("b1.10"), .eni("eni-rds"), 5432), .connects)
    )
    + numbered(
      "C168",
      "Lambda ENI inbound",
      { $0.interface("eni-lambda", in: "a2", "10.1.2.80", type: "lambda", description: "AWS Lambda VPC ENI-work-1") },
      (.tcp(.host("a1.10"), .eni("eni-lambda"), 443), .isolated("NO_POSSIBLE_DESTINATION", at: "eni-lambda")),
      (.tcp(.eni("eni-lambda"), .host("a1.10"), 443), .connects)
    )
    + numbered(
      "C169",
      "EKS pod address",
      {
        $0.peering("pcx-ab", "a", "b")
        $0.group("sg-node", in: "b", [.tcp(8080, "10.1.0.0/16")])
        $0.assign(["sg-node"], to: "b1.10")
        $0.secondary("10.2.1.110", of: "b1.10")
        $0.prefix("10.2.1.128/28", of: "b1.10")
      },
      (.tcp(.host("a1.10"), .ip("10.2.1.110"), 8080), .connects),
      (.tcp(.host("a1.10"), .ip("10.2.1.130"), 8080), .connects),
      (.tcp(.host("a1.10"), .ip("10.2.1.130"), 8081), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-node")),
      (.tcp(.host("a1.10"), .ip("10.2.1.150"), 8080), .isolated("NO_POSSIBLE_DESTINATION"))
    )
    + numbered(
      "C170",
      "shared subnet",
      {
        $0.group("sg-shared", in: "a", [.tcp(443, "10.0.0.0/8")])
        $0.interface("eni-theirs", in: "a1", "10.1.1.90", groups: ["sg-shared"])
        $0.own("eni-theirs", by: "333333333333")
      },
      (.tcp(.host("a1.10"), .eni("eni-theirs"), 443), .connects(avoiding: ["rtb-a"])),
      (.tcp(.host("a1.10"), .eni("eni-theirs"), 80), .isolated("ENI_SG_RULES_MISMATCH", at: "sg-shared"))
    )

  /// What decides, changed.
  static let loadBalancerTwins: [NetworkCase] =
    twin("C061", "the network ACL allows", { $0.classic(denying: false) }, toInstance, .connects(through: [clb]))
    + twin(
      "C157",
      "the target admits another group",
      {
        $0.application()
        $0.change(group: "sg-target") { $0.ingress = [.tcp(8443, "sg-other")] }
        $0.group("sg-other", in: "b", [])
      },
      toTarget,
      .isolated("ENI_SG_RULES_MISMATCH", at: "sg-target")
    )
    + twin(
      "C158",
      "a listener on the port",
      { $0.application(port: 8443) },
      .tcp(.host("a1.10"), .ip("10.2.1.60"), 8443),
      .connects
    )
    + twin(
      "C159",
      "a rule forwards where the default action redirects",
      { $0.application(byRule: true) },
      toTarget,
      .connects(through: [alb])
    )
    + twin(
      "C159",
      "nothing forwards: a fixed response",
      { $0.application(action: "fixed-response") },
      toTarget,
      .isolated("ENI_SG_RULES_MISMATCH")
    )
    + twin(
      "C160",
      "the client address is hidden",
      { $0.network(type: "instance", attributes: [("preserve_client_ip.enabled", "false")]) },
      toTarget,
      .connects(through: [nlb])
    )
    + twin(
      "C161",
      "UDP keeps the client address, whatever the attribute",
      { $0.network(type: "ip", protocolName: "UDP", attributes: [("preserve_client_ip.enabled", "false")]) },
      .udp(.host("a1.10"), .host("b1.10"), 8443),
      .isolated("ENI_SG_RULES_MISMATCH")
    )
    + twin(
      "C161",
      "nobody asked for the attributes, and the default lets it through",
      { $0.network(type: "ip", attributes: nil) },
      toTarget,
      .connects(through: [nlb])
    )
    + twin(
      "C160",
      "nobody asked for the attributes, and the default does not",
      { $0.network(type: "instance", attributes: nil) },
      toTarget,
      .unknown
    )
    + twin(
      "C162",
      "NLB with a security group",
      {
        $0.network(type: "ip", attributes: [])
        $0.peering("pcx-bc", "b", "c")
      },
      .tcp(.host("c1.10"), .host("b1.10"), 8443),
      .isolated
    )
    + twin(
      "C163",
      "internet-facing",
      {
        $0.internet("b")
        $0.application(publicAddress: "203.0.113.60")
        $0.change(group: "sg-alb") { $0.ingress = [.tcp(443, "0.0.0.0/0")] }
      },
      .tcp(.internet(nil), .host("b1.10"), 8443),
      .connects(through: [alb])
    )
    + twin(
      "C164",
      "cross-zone on",
      {
        $0.network(type: "ip", attributes: [], target: "10.2.2.5", nodes: ["b1", "b2"], away: true, crossZone: true)
      },
      .tcp(.host("a1.10"), .host("b2.5"), 8443),
      .connects(through: [nlb])
    )
    + twin(
      "C164",
      "cross-zone on for the target group",
      {
        $0.network(
          type: "ip",
          attributes: [("load_balancing.cross_zone.enabled", "true")],
          target: "10.2.2.5",
          nodes: ["b1", "b2"],
          away: true
        )
      },
      .tcp(.host("a1.10"), .host("b2.5"), 8443),
      .connects(through: [nlb])
    )
    + twin(
      "C164",
      "the node of the target's zone is reached",
      { $0.network(type: "ip", attributes: [], target: "10.2.2.5", nodes: ["b1", "b2"]) },
      .tcp(.host("a1.10"), .host("b2.5"), 8443),
      .connects(through: [nlb])
    )
    + twin(
      "C164",
      "a zone that is not enabled gets nothing, cross-zone or not",
      { $0.network(type: "ip", attributes: [], target: "10.2.2.5", nodes: ["b1"], crossZone: true) },
      .tcp(.host("a1.10"), .host("b2.5"), 8443),
      .isolated
    )
    + twin(
      "C166",
      "another listener",
      { $0.application(port: 80, lambda: true, groups: [.tcp(443, "10.0.0.0/8")]) },
      .tcp(.host("a1.10"), .resource(function), 443),
      .isolated
    )
    + twin(
      "C167",
      "with a route to the internet gateway",
      {
        $0.internet("b")
        $0.interface(
          "eni-rds",
          in: "b1",
          "10.2.1.70",
          description: "RDSNetworkInterface",
          publicAddress: "203.0.113.70"
        )
        $0.database()
      },
      .tcp(.internet(nil), .eni("eni-rds"), 5432),
      .connects
    )
    + twin(
      "C157",
      "nobody listed the listeners",
      { $0.application(knowsListeners: false) },
      toTarget,
      .unknown
    )
    + twin(
      "C157",
      "nobody listed the targets",
      { $0.application(targets: nil) },
      toTarget,
      .unknown
    )
    + twin(
      "C157",
      "nobody listed the rules, and another group names the load balancer",
      { $0.application(action: "redirect", knowsRules: false) },
      toTarget,
      .unknown
    )

  // Names that several cases share.
  static let alb = "arn:aws:elasticloadbalancing:us-east-1:333333333333:loadbalancer/app/alb/50dc6c495c0c9188"
  static let nlb = "arn:aws:elasticloadbalancing:us-east-1:333333333333:loadbalancer/net/nlb/50dc6c495c0c9188"
  static let clb = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/clb"
  static let webTargets = "arn:aws:elasticloadbalancing:us-east-1:333333333333:targetgroup/web/943f017f100becff"
  static let function = "arn:aws:lambda:us-east-1:333333333333:function:work"

  private static let toTarget = Probe.tcp(.host("a1.10"), .host("b1.10"), 8443)
  private static let toInstance = Probe.tcp(.host("a2.20"), .host("a1.20"), 8443)
}

extension NetworkCase {
  /// A case whose estate differs from a numbered one in what decides.
  fileprivate static func twin(
    _ number: String,
    _ title: String,
    _ edit: (inout CaseEstate) -> Void,
    _ probe: Probe,
    _ expected: Expectation
  ) -> [NetworkCase] {
    var estate = CaseEstate.standing()
    edit(&estate)
    return [NetworkCase(id: "\(number) twin", title: title, estate: estate, probe: probe, expected: expected)]
  }
}

extension CaseEstate {
  /// VPC-A and VPC-B peered; `sg-target` on b1.10 and b2.5 admits 8443 from some peers, nothing else.
  private mutating func closedTargets(_ ingress: [GroupRule]) {
    peering("pcx-ab", "a", "b")
    group("sg-target", in: "b", ingress)
    assign(["sg-target"], to: "b1.10")
    assign(["sg-target"], to: "b2.5")
  }

  /// An internal Application Load Balancer of VPC-B that forwards 443 to b1.10:8443, which admits only it.
  fileprivate mutating func application(
    port: Int = 443,
    targets: [String]? = ["10.2.1.10"],
    byRule: Bool = false,
    action: String? = nil,
    lambda: Bool = false,
    groups: [GroupRule] = [.all("10.0.0.0/8")],
    publicAddress: String? = nil,
    knowsListeners: Bool = true,
    knowsRules: Bool = true
  ) {
    closedTargets([.tcp(8443, "sg-alb")])
    group("sg-alb", in: "b", groups)
    if lambda {
      self.targets("web", in: "b", type: "lambda", [Target(id: NetworkCase.function, port: 0)])
      record(
        "Functions",
        in: "b",
        [
          "FunctionArn": .string(NetworkCase.function), "FunctionName": "work",
          "Role": "arn:aws:iam::333333333333:role/work",
        ]
      )
    } else {
      self.targets(
        "web",
        in: "b",
        type: "ip",
        protocolName: "HTTPS",
        port: 8443,
        of: [NetworkCase.alb],
        targets.map { $0.map { Target(id: $0, port: 8443) } }
      )
    }
    let forwards = action == nil && !byRule
    balancer(
      "alb",
      "application",
      in: "b",
      nodes: [Node(subnet: "b1", address: "10.2.1.60", publicAddress: publicAddress)],
      groups: ["sg-alb"],
      listeners: knowsListeners
        ? [
          Listener(
            port: port,
            protocolName: "HTTPS",
            groups: forwards ? ["web"] : [],
            rules: byRule ? ["web"] : [],
            action: byRule ? "redirect" : action
          )
        ] : nil,
      knowsRules: knowsRules
    )
  }

  /// An internal Network Load Balancer of VPC-B that forwards 443 to a target's 8443, which admits only VPC-B's subnets.
  ///
  /// With `away`, clients reach only its first node.
  fileprivate mutating func network(
    type: String,
    protocolName: String = "TCP",
    attributes: [(String, String)]?,
    target: String = "10.2.1.10",
    nodes: [String] = ["b1"],
    away: Bool = false,
    groups: [String] = ["sg-nlb"],
    crossZone: Bool = false
  ) {
    let rule = GroupRule(protocolName: protocolName.lowercased(), from: 8443, to: 8443, peer: "10.2.0.0/16")
    closedTargets([rule])
    let client = GroupRule(protocolName: protocolName.lowercased(), from: 443, to: 443, peer: "10.1.0.0/16")
    group("sg-nlb", in: "b", [client])
    instance("b1.10")
    let id = type == "instance" ? "i-b1-10" : target
    targets(
      "web",
      in: "b",
      type: type,
      protocolName: protocolName,
      port: 8443,
      of: [NetworkCase.nlb],
      attributes: attributes,
      [Target(id: id, port: 8443)]
    )
    balancer(
      "nlb",
      "network",
      in: "b",
      nodes: nodes.map { Node(subnet: $0, address: "10.2.\($0.dropFirst()).61") },
      groups: groups,
      listeners: [Listener(port: 443, protocolName: protocolName, groups: ["web"])],
      crossZone: crossZone
    )
    if away {
      acl(
        "acl-b2",
        in: "b",
        subnets: ["b2"],
        ingress: [.deny(90, "10.1.0.0/16"), .allow(100)]
      )
    }
  }

  /// A Classic Load Balancer in a1 that forwards 443 to a1.20:8443, and a network ACL that may deny a1 to itself.
  fileprivate mutating func classic(denying: Bool) {
    group("sg-clb", in: "a", [.tcp(443, "10.0.0.0/8")])
    group("sg-behind", in: "a", [.tcp(8443, "sg-clb")])
    assign(["sg-behind"], to: "a1.20")
    instance("a1.20")
    classicBalancer(
      "clb",
      in: "a",
      nodes: [Node(subnet: "a1", address: "10.1.1.62")],
      groups: ["sg-clb"],
      listeners: [(443, 8443)],
      instances: ["i-a1-20"]
    )
    acl(
      "acl-a1",
      in: "a",
      subnets: ["a1"],
      ingress: denying ? [.deny(90, "10.1.1.0/24"), .allow(100)] : [.allow(100)]
    )
  }

  fileprivate mutating func database() {
    record(
      "DBInstances",
      in: "b",
      [
        "DBInstanceArn": "arn:aws:rds:us-east-1:333333333333:db:orders", "DBInstanceIdentifier": "orders",
        "Endpoint": ["Address": "orders.us-east-1.rds.amazonaws.com", "Port": 5432], "PubliclyAccessible": true,
        "VpcSecurityGroups": [["VpcSecurityGroupId": "sg-b", "Status": "active"]],
        "DBSubnetGroup": ["VpcId": "vpc-b", "Subnets": [["SubnetIdentifier": "subnet-b1"]]],
      ]
    )
  }

  /// An internet gateway with a default route for all subnets of a VPC.
  fileprivate mutating func internet(_ vpc: String) {
    internetGateway("igw-\(vpc)", vpc: vpc)
    route("rtb-\(vpc)", "0.0.0.0/0", "igw-\(vpc)")
  }

  fileprivate mutating func secondary(_ address: String, of host: String) {
    changeInterface(host) { $0.secondary.append(address) }
  }

  fileprivate mutating func prefix(_ prefix: String, of host: String) {
    changeInterface(host) { $0.prefixes.append(prefix) }
  }

  private mutating func changeInterface(_ host: String, _ body: (inout Interface) -> Void) {
    let id = "eni-\(host.replacing(".", with: "-"))"
    for index in interfaces.indices where interfaces[index].id == id { body(&interfaces[index]) }
  }
}
