// Load balancers, listeners, rules, target groups and targets.
extension ResourceReader {
  /// `aws_lb`, `aws_alb`, with a network interface in each of its subnets.
  mutating func loadBalancer() {
    let kind = text("load_balancer_type") ?? "application"
    let isInternal = (isComputed("internal") ? nil : flag("internal")) ?? false
    let name = known("name") ?? address
    let groups = isComputed("security_groups") ? [] : namedTexts("security_groups").sorted()
    var mapped = blocks("subnet_mapping").compactMap { block -> (String, String?)? in
      guard let subnet = named("subnet_id", in: block) else { return nil }
      return (subnet, known("private_ipv4_address", in: block))
    }
    if mapped.isEmpty, !isComputed("subnets") { mapped = namedTexts("subnets").map { ($0, nil) } }
    mapped.sort { $0.0 < $1.0 }
    lookUp("Subnets", mapped.first?.0)
    record(
      "LoadBalancers",
      [
        "LoadBalancerArn": .string(arn), "LoadBalancerName": .string(name), "Type": .string(kind),
        "Scheme": isInternal ? "internal" : "internet-facing", "VpcId": DraftValue(known("vpc_id")),
        "SecurityGroups": groups.isEmpty ? nil : .init(groups), "Tags": tags(),
        "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic": DraftValue(
          known("enforce_security_group_inbound_rules_on_private_link_traffic")
        ),
      ]
    )
    wrapper("LoadBalancerListeners", ["LoadBalancerArn": .string(arn)])
    // Cross-zone load balancing cannot be switched off for an Application Load Balancer itself.
    let isCrossZone = kind == "application" || flag("enable_cross_zone_load_balancing") == true
    record(
      "LoadBalancerAttributes",
      [
        "LoadBalancerArn": .string(arn),
        "Attributes": [
          ["Key": "load_balancing.cross_zone.enabled", "Value": isCrossZone ? "true" : "false"]
        ],
      ]
    )
    let short = ["network": "net", "gateway": "gwy"][kind] ?? "app"
    let type = ["network": "network_load_balancer", "gateway": "gateway_load_balancer"][kind] ?? "interface"
    // AWS names the owner by what follows in its ARN.
    let title =
      arn.firstRange(of: ":loadbalancer/").map { String(arn[$0.upperBound...]) } ?? "\(short)/\(name)/\(address)"
    for (subnet, address) in mapped {
      element("LoadBalancers", arn, ["AvailabilityZones"], ["SubnetId": .string(subnet)], .members(["SubnetId"]))
      managedInterface(
        "\(arn)/\(subnet)",
        subnet: subnet,
        // A network load balancer without groups has none; an application load balancer gets the default group.
        groups: groups.isEmpty ? (kind == "application" ? nil : []) : groups,
        kind: type,
        description: "ELB \(title)",
        address: address
      )
      if !isInternal { publish("\(arn)/\(subnet)") }
    }
  }

  /// Gives an interface that AWS makes a public address.
  mutating func publish(_ interface: String) {
    field("NetworkInterfaces", interface, ["TerraformPublic"], "yes")
  }

  /// `aws_lb_listener`.
  mutating func listener() {
    let balancer = named("load_balancer_arn") ?? "\(address).load_balancer_arn"
    let values = state.values("aws_lb", id: balancer) ?? state.values("aws_alb", id: balancer)
    // A listener of a Gateway Load Balancer takes all packets.
    let isGateway = values?["load_balancer_type"]?.string == "gateway"
    wrapped(
      "LoadBalancerListeners",
      ["LoadBalancerArn": .string(balancer)],
      ["Listeners"],
      [
        "ListenerArn": .string(arn), "LoadBalancerArn": .string(balancer), "Port": DraftValue(integer("port")),
        "Protocol": .string((isComputed("protocol") ? nil : text("protocol")) ?? (isGateway ? "GENEVE" : "HTTP")),
        "DefaultActions": actions("default_action"),
      ],
      .members(["ListenerArn"])
    )
    wrapper("ListenerRules", ["ListenerArn": .string(arn)])
  }

  /// The target groups that actions forward to.
  private mutating func actions(_ name: String) -> DraftValue {
    var actions: [DraftValue] = []
    for action in blocks(name) {
      if let group = named("target_group_arn", in: action) {
        actions.append(["Type": "forward", "TargetGroupArn": .string(group)])
      }
      for forward in blocks("forward", in: action) {
        for group in blocks("target_group", in: forward) {
          if let name = named("arn", in: group) {
            actions.append(["Type": "forward", "TargetGroupArn": .string(name)])
          }
        }
      }
    }
    return .array(actions)
  }

  /// `aws_lb_listener_rule`.
  mutating func listenerRule() {
    guard let listener = named("listener_arn") else { return }
    wrapped(
      "ListenerRules",
      ["ListenerArn": .string(listener)],
      ["Rules"],
      ["RuleArn": .string(arn), "Actions": actions("action")],
      .members(["RuleArn"])
    )
  }

  /// `aws_lb_target_group`.
  mutating func targetGroup() {
    let type = text("target_type") ?? "instance"
    let transport = text("protocol")
    record(
      "TargetGroups",
      [
        "TargetGroupArn": .string(arn), "TargetGroupName": .string(known("name") ?? address),
        "TargetType": .string(type), "VpcId": DraftValue(named("vpc_id")), "Port": DraftValue(integer("port")),
        "Protocol": DraftValue(transport),
        "IpAddressType": .string((isComputed("ip_address_type") ? nil : text("ip_address_type")) ?? "ipv4"),
        "Tags": tags(),
      ]
    )
    // Client addresses are kept unless targets are addresses behind TCP or TLS (Network Load Balancers, "Client IP
    // preservation").
    let keeps =
      isComputed("preserve_client_ip")
      ? (type == "ip" && ["TCP", "TLS"].contains(transport ?? "") ? "false" : "true") : text("preserve_client_ip")
    let isCrossZone =
      isComputed("load_balancing_cross_zone_enabled")
      ? "use_load_balancer_configuration" : text("load_balancing_cross_zone_enabled")
    var attributes: [DraftValue] = []
    if let keeps, ["TCP", "TLS", "UDP", "TCP_UDP"].contains(transport ?? "") {
      attributes.append(["Key": "preserve_client_ip.enabled", "Value": .string(keeps)])
    }
    if let isCrossZone {
      attributes.append(["Key": "load_balancing.cross_zone.enabled", "Value": .string(isCrossZone)])
    }
    record("TargetGroupAttributes", ["TargetGroupArn": .string(arn), "Attributes": .array(attributes)])
    wrapper("LoadBalancerTargetHealth", ["TargetGroupArn": .string(arn)])
  }

  /// `aws_lb_target_group_attachment`.
  mutating func targetGroupAttachment() {
    guard let group = named("target_group_arn"), let target = named("target_id") else { return }
    if target.hasPrefix("i-") { lookUp("Instances", target) }
    wrapped(
      "LoadBalancerTargetHealth",
      ["TargetGroupArn": .string(group)],
      ["TargetHealthDescriptions"],
      [
        "Target": [
          "Id": .string(target), "Port": DraftValue(integer("port")),
          "AvailabilityZone": DraftValue(text("availability_zone")),
        ]
      ],
      .value
    )
  }

  /// `aws_elb`.
  mutating func classicLoadBalancer() {
    let name = known("name") ?? address
    let groups = isComputed("security_groups") ? [] : namedTexts("security_groups").sorted()
    let subnets = isComputed("subnets") ? [] : namedTexts("subnets").sorted()
    let isInternal = (isComputed("internal") ? nil : flag("internal")) ?? false
    lookUp("Subnets", subnets.first)
    record(
      "LoadBalancerDescriptions",
      [
        "LoadBalancerName": .string(name), "Scheme": isInternal ? "internal" : "internet-facing",
        "Subnets": .init(subnets), "SecurityGroups": groups.isEmpty ? nil : .init(groups),
        "ListenerDescriptions": .array(
          blocks("listener").map { block in
            [
              "Listener": [
                "LoadBalancerPort": DraftValue(integer("lb_port", in: block)),
                "InstancePort": DraftValue(integer("instance_port", in: block)), "Protocol": "TCP",
              ]
            ]
          }
        ),
        "Tags": tags(),
      ]
    )
    for instance in isComputed("instances") ? [] : namedTexts("instances").sorted() { balance(instance, name) }
    record(
      "LoadBalancerAttributes",
      [
        "LoadBalancerArn": .string(arn),
        "Attributes": [
          [
            "Key": "load_balancing.cross_zone.enabled",
            "Value": (flag("cross_zone_load_balancing") ?? true) ? "true" : "false",
          ]
        ],
      ]
    )
    for subnet in subnets {
      managedInterface(
        "\(arn)/\(subnet)",
        subnet: subnet,
        groups: groups.isEmpty ? nil : groups,
        kind: "interface",
        description: "ELB \(name)"
      )
      if !isInternal { publish("\(arn)/\(subnet)") }
    }
  }

  private mutating func balance(_ instance: String, _ balancer: String) {
    guard let key = key("LoadBalancerDescriptions", ["LoadBalancerName": .string(balancer)]) else { return }
    element(
      "LoadBalancerDescriptions",
      key.id,
      ["Instances"],
      ["InstanceId": .string(instance)],
      .members(["InstanceId"])
    )
  }

  /// `aws_elb_attachment`.
  mutating func classicAttachment() {
    guard let balancer = named("elb"), let instance = named("instance") else { return }
    balance(instance, balancer)
  }
}
