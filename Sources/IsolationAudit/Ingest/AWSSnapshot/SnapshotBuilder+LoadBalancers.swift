// `elbv2 describe-…`.
extension SnapshotBuilder {
  /// Reads an element of `LoadBalancers`.
  mutating func loadBalancer(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var balancer = LoadBalancer(
      arn: .empty,
      name: .empty,
      kind: .application,
      isInternetFacing: false,
      vpc: .empty,
      subnets: [],
      groups: .none,
      owner: account,
      region: region,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .LoadBalancerArn:
        balancer.arn = try symbol(tape, member)
        (balancer.region, balancer.owner) = partsOfARN(balancer.arn)
      case .LoadBalancerName: balancer.name = try symbol(tape, member)
      case .`Type`:
        switch try text(tape, member) {
        case "application": balancer.kind = .application
        case "network": balancer.kind = .network
        case "gateway": balancer.kind = .gateway
        default: throw wrongKind(tape, member, expected: "application, network or gateway")
        }
      case .Scheme: balancer.isInternetFacing = try text(tape, member) == "internet-facing"
      case .VpcId: balancer.vpc = try symbol(tape, member)
      case .AvailabilityZones: try zones(tape, member, of: &balancer)
      case .EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic:
        if tape.kind(member) != .null { balancer.filtersPrivateLink = try text(tape, member) == "on" }
      case .SecurityGroups: balancer.groups = try groups(tape, member, nil)
      case .Tags: balancer.tags = try tags(tape, member)
      default: break
      }
    }
    try require(balancer.arn, .LoadBalancerArn, tape, node)
    guard isNew(balancer.arn, tape, node) else { return }
    estate.bind(balancer.arn, to: .loadBalancer(estate.loadBalancers.append(balancer)))
  }

  /// The subnets of a load balancer with the names of their zones.
  private mutating func zones(
    _ tape: borrowing JSONTape,
    _ node: Int,
    of balancer: inout LoadBalancer
  ) throws(SnapshotFault) {
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      let subnet = try symbol(tape, element, .SubnetId)
      let zone = try symbol(tape, element, .ZoneName)
      guard !subnet.isEmpty else { continue }
      balancer.subnets.append(subnet)
      balancer.zoneNames.append(zone)
    }
  }

  /// Reads an element of `LoadBalancerAttributes`: of `elbv2`, by ARN, or of `elb`, by name.
  mutating func loadBalancerAttributes(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var balancer = try symbol(tape, node, .LoadBalancerArn)
    if balancer.isEmpty {
      let name = try symbol(tape, node, .LoadBalancerName)
      try require(name, .LoadBalancerArn, tape, node)
      balancer = classicARN(name)
    }
    guard isNewPart(.LoadBalancerAttributes, balancer, tape, node) else { return }
    var isCrossZone: Bool?
    if let list = try member(tape, node, .Attributes) {
      isCrossZone = try attributes(tape, list)["load_balancing.cross_zone.enabled"] == "true"
    } else if let answer = try member(tape, node, .LoadBalancerAttributes),
      let setting = try member(tape, answer, .CrossZoneLoadBalancing)
    {
      isCrossZone = try member(tape, setting, .Enabled).map { tape.kind($0) == .true } ?? false
    }
    if let isCrossZone { staged.crossZone.append((balancer, isCrossZone)) }
  }

  /// A list of `{Key, Value}` of texts.
  private func attributes(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> [String: String] {
    var result: [String: String] = [:]
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      guard let name = try member(tape, element, .Key), let key = tape.string(name),
        let value = try member(tape, element, .Value)
      else { continue }
      result[key] = tape.string(value)
    }
    return result
  }

  /// Reads an element of `LoadBalancerListeners`: the listeners of one load balancer.
  mutating func loadBalancerListeners(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let balancer = try symbol(tape, node, .LoadBalancerArn)
    try require(balancer, .LoadBalancerArn, tape, node)
    guard try member(tape, node, .ListenerArn) == nil else { return try listener(tape, node, loadBalancer: balancer) }
    staged.listeners.append((balancer, nil))
    guard let list = try member(tape, node, .Listeners) else { return }
    var elements = try array(tape, list)
    while let element = elements.next(in: tape) {
      attempt(tape, element, id: .ListenerArn) { builder, tape throws(SnapshotFault) in
        try builder.listener(tape, element, loadBalancer: balancer)
      }
    }
  }

  /// Reads a listener.
  mutating func listener(_ tape: borrowing JSONTape, _ node: Int, loadBalancer: Symbol) throws(SnapshotFault) {
    var balancer = loadBalancer
    var listener = LoadBalancer.Listener(
      arn: .empty,
      port: 0,
      protocols: [],
      targetGroups: [],
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .LoadBalancerArn: balancer = try symbol(tape, member)
      case .ListenerArn: listener.arn = try symbol(tape, member)
      case .Port: if tape.kind(member) != .null { listener.port = UInt16(try integer(tape, member, 0...65535)) }
      case .`Protocol`:
        listener.protocols = try transports(tape, member)
        listener.endsTransport = ["HTTP", "HTTPS", "TLS"].contains(try text(tape, member) ?? "")
      case .DefaultActions: listener.targetGroups = try targetGroups(tape, member)
      default: break
      }
    }
    try require(listener.arn, .ListenerArn, tape, node)
    try require(balancer, .LoadBalancerArn, tape, node)
    guard isNewPart(.Listeners, listener.arn, tape, node) else { return }
    staged.listeners.append((balancer, listener))
  }

  /// Reads an element of `ListenerRules`: the rules of one listener.
  mutating func listenerRules(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let listener = try symbol(tape, node, .ListenerArn)
    try require(listener, .ListenerArn, tape, node)
    guard let list = try member(tape, node, .Rules) else { return }
    staged.listenerTargets.append((listener, []))
    var elements = try array(tape, list)
    while let element = elements.next(in: tape) {
      if let actions = try member(tape, element, .Actions) {
        staged.listenerTargets.append((listener, try targetGroups(tape, actions)))
      }
    }
  }

  /// The target groups that actions forward to.
  private mutating func targetGroups(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> [Symbol] {
    var groups: [Symbol] = []
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      let group = try symbol(tape, element, .TargetGroupArn)
      if !group.isEmpty { groups.append(group) }
      if let forward = try member(tape, element, .ForwardConfig), let list = try member(tape, forward, .TargetGroups) {
        groups += try symbols(tape, list, .TargetGroupArn)
      }
    }
    var seen: Set<Symbol> = []
    return groups.filter { seen.insert($0).inserted }
  }

  /// The transport protocols of a listener or target group.
  private func transports(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> [ProtocolRange] {
    switch try text(tape, node) {
    case nil: return []
    case "HTTP", "HTTPS", "TCP", "TLS": return [.tcp]
    case "UDP", "QUIC", "GENEVE": return [.udp]
    case "TCP_UDP", "TCP_QUIC": return [.tcp, .udp]
    default: throw wrongKind(tape, node, expected: "HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP, QUIC, TCP_QUIC or GENEVE")
    }
  }

  /// Reads an element of `TargetGroups`.
  mutating func targetGroup(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var group = TargetGroup(
      arn: .empty,
      name: .empty,
      kind: .instance,
      vpc: .empty,
      port: 0,
      protocols: [],
      owner: account,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .TargetGroupArn:
        group.arn = try symbol(tape, member)
        group.owner = partsOfARN(group.arn).account
      case .TargetGroupName: group.name = try symbol(tape, member)
      case .TargetType:
        switch try text(tape, member) {
        case "instance": group.kind = .instance
        case "ip": group.kind = .ip
        case "lambda": group.kind = .lambda
        case "alb": group.kind = .loadBalancer
        default: throw wrongKind(tape, member, expected: "instance, ip, lambda or alb")
        }
      case .VpcId: group.vpc = try symbol(tape, member)
      case .Port: if tape.kind(member) != .null { group.port = UInt16(try integer(tape, member, 0...65535)) }
      case .`Protocol`: group.protocols = try transports(tape, member)
      case .IpAddressType: group.isIPv6 = try text(tape, member) == "ipv6"
      case .LoadBalancerArns: if tape.kind(member) != .null { group.loadBalancers = try symbols(tape, member) }
      case .Tags: group.tags = try tags(tape, member)
      default: break
      }
    }
    try require(group.arn, .TargetGroupArn, tape, node)
    guard isNew(group.arn, tape, node) else { return }
    estate.bind(group.arn, to: .targetGroup(estate.targetGroups.append(group)))
  }

  /// Reads an element of `TargetGroupAttributes`.
  mutating func targetGroupAttributes(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let group = try symbol(tape, node, .TargetGroupArn)
    try require(group, .TargetGroupArn, tape, node)
    guard let list = try member(tape, node, .Attributes) else { return }
    guard isNewPart(.TargetGroupAttributes, group, tape, node) else { return }
    let values = try attributes(tape, list)
    let crossZone = values["load_balancing.cross_zone.enabled"]
    staged.targetGroupAttributes.append(
      SnapshotStaging.TargetGroupAttributes(
        targetGroup: group,
        preservesClientAddress: values["preserve_client_ip.enabled"].map { $0 == "true" },
        isCrossZone: crossZone == "true" ? true : crossZone == "false" ? false : nil
      )
    )
  }

  /// Reads an element of `LoadBalancerTargetHealth`: the targets of one group, healthy or not.
  mutating func targetHealth(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let group = try symbol(tape, node, .TargetGroupArn)
    try require(group, .TargetGroupArn, tape, node)
    var targets: [TargetGroup.Target] = []
    if let list = try member(tape, node, .TargetHealthDescriptions) {
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) {
        guard let target = try member(tape, element, .Target) else { throw missing(.Target, tape, element) }
        let id = try symbol(tape, target, .Id)
        try require(id, .Id, tape, target)
        var port: UInt16 = 0
        if let value = try member(tape, target, .Port) { port = UInt16(try integer(tape, value, 0...65535)) }
        let zone = try symbol(tape, target, .AvailabilityZone)
        targets.append(TargetGroup.Target(id: id, port: port, zone: zone, provenance: place(tape, element)))
      }
    }
    guard isNewPart(.LoadBalancerTargetHealth, group, tape, node) else { return }
    staged.targets.append((group, targets))
  }

  /// Puts listeners into load balancers, and targets into target groups.
  mutating func joinLoadBalancers() {
    var rules: [Symbol: [Symbol]] = [:]
    for (listener, groups) in staged.listenerTargets { rules[listener, default: []] += groups }
    for (balancer, listener) in staged.listeners {
      guard let id = estate.loadBalancer(balancer) else { continue }
      var known = estate.loadBalancers[id].listeners ?? []
      if var listener {
        listener.hasRules = rules[listener.arn] != nil
        for group in rules[listener.arn] ?? [] where !listener.targetGroups.contains(group) {
          listener.targetGroups.append(group)
        }
        known.append(listener)
      }
      estate.loadBalancers[id].listeners = known
    }
    for (balancer, isCrossZone) in staged.crossZone {
      guard let id = estate.loadBalancer(balancer) else { continue }
      estate.loadBalancers[id].isCrossZone = isCrossZone
    }
    for known in staged.targetGroupAttributes {
      guard let id = estate.targetGroup(known.targetGroup) else { continue }
      estate.targetGroups[id].hasAttributes = true
      estate.targetGroups[id].preservesClientAddress = known.preservesClientAddress
      estate.targetGroups[id].isCrossZone = known.isCrossZone
    }
    for (group, targets) in staged.targets {
      guard let id = estate.targetGroup(group) else { continue }
      let port = estate.targetGroups[id].port
      estate.targetGroups[id].targets = targets.map { target in
        TargetGroup.Target(
          id: target.id,
          port: target.port == 0 ? port : target.port,
          zone: target.zone,
          provenance: target.provenance
        )
      }
    }
  }
}
