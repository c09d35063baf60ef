// `route53resolver list-…`.
extension SnapshotBuilder {
  /// Reads an element of `ResolverEndpoints`.
  mutating func resolverEndpoint(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var endpoint = ResolverEndpoint(
      id: .empty,
      arn: .empty,
      owner: account,
      region: region,
      direction: .outbound,
      vpc: .empty,
      groups: .none,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .Id: endpoint.id = try symbol(tape, member)
      case .Arn:
        endpoint.arn = try symbol(tape, member)
        (endpoint.region, endpoint.owner) = partsOfARN(endpoint.arn)
      case .Name: endpoint.name = try symbol(tape, member)
      case .Direction:
        switch try text(tape, member) {
        case "OUTBOUND": endpoint.direction = .outbound
        case "INBOUND", "INBOUND_DELEGATION": endpoint.direction = .inbound
        default: throw wrongKind(tape, member, expected: "INBOUND, OUTBOUND or INBOUND_DELEGATION")
        }
      case .HostVPCId: endpoint.vpc = try symbol(tape, member)
      case .SecurityGroupIds: endpoint.groups = try groups(tape, member, nil)
      case .Tags: endpoint.tags = try tags(tape, member)
      default: break
      }
    }
    try require(endpoint.id, .Id, tape, node)
    guard isNew(endpoint.id, tape, node) else { return }
    let id = estate.resolverEndpoints.append(endpoint)
    estate.bind(endpoint.id, to: .resolverEndpoint(id))
    if !endpoint.arn.isEmpty { estate.bind(endpoint.arn, to: .resolverEndpoint(id)) }
  }

  /// Reads an element of `ResolverEndpointIpAddresses`: the addresses of one endpoint.
  mutating func resolverAddresses(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let endpoint = try symbol(tape, node, .ResolverEndpointId)
    try require(endpoint, .ResolverEndpointId, tape, node)
    var addresses: [ResolverEndpoint.Address] = []
    if let list = try member(tape, node, .IpAddresses) {
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) {
        let subnet = try symbol(tape, element, .SubnetId)
        for key in [AWSKey.Ip, .Ipv6] {
          guard let value = try member(tape, element, key) else { continue }
          addresses.append(ResolverEndpoint.Address(subnet: subnet, address: try address(tape, value)))
        }
      }
    }
    guard isNewPart(.ResolverEndpointIpAddresses, endpoint, tape, node) else { return }
    staged.resolverAddresses.append((endpoint, addresses))
  }

  /// Reads an element of `ResolverRules`.
  mutating func resolverRule(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var rule = ResolverRule(id: .empty, domain: .empty, forwards: false, owner: account, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .Id: rule.id = try symbol(tape, member)
      case .DomainName: rule.domain = try symbol(tape, member)
      case .RuleType:
        switch try text(tape, member) {
        case "FORWARD", "DELEGATE": rule.forwards = true
        case "SYSTEM", "RECURSIVE": rule.forwards = false
        default: throw wrongKind(tape, member, expected: "FORWARD, SYSTEM, RECURSIVE or DELEGATE")
        }
      case .ResolverEndpointId: rule.endpoint = try symbol(tape, member)
      case .OwnerId: rule.owner = try symbol(tape, member)
      case .TargetIps:
        var elements = try array(tape, member)
        while let element = elements.next(in: tape) {
          let targets = try resolverTargets(tape, element)
          rule.targets += targets
        }
      default: break
      }
    }
    try require(rule.id, .Id, tape, node)
    guard isNew(rule.id, tape, node) else { return }
    estate.bind(rule.id, to: .resolverRule(estate.resolverRules.append(rule)))
  }

  private func resolverTargets(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> [ResolverRule.Target] {
    var port: UInt16 = 53
    if let value = try member(tape, node, .Port) { port = UInt16(try integer(tape, value, 0...65535)) }
    var isEncrypted = false
    if let value = try member(tape, node, .`Protocol`) { isEncrypted = try text(tape, value) != "Do53" }
    var targets: [ResolverRule.Target] = []
    for key in [AWSKey.Ip, .Ipv6] {
      guard let value = try member(tape, node, key) else { continue }
      let address = try address(tape, value)
      targets.append(ResolverRule.Target(address: address, port: port, isEncrypted: isEncrypted))
    }
    return targets
  }

  /// Reads an element of `ResolverRuleAssociations`.
  mutating func resolverRuleAssociation(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let rule = try symbol(tape, node, .ResolverRuleId)
    try require(rule, .ResolverRuleId, tape, node)
    let vpc = try symbol(tape, node, .VPCId)
    try require(vpc, .VPCId, tape, node)
    if let status = try member(tape, node, .Status), try text(tape, status) == "FAILED" { return }
    staged.resolverAssociations.append((rule, ResolverRule.Association(vpc: vpc, provenance: place(tape, node))))
  }

  /// Reads an element of `FirewallRuleGroupAssociations`.
  mutating func dnsFirewallAssociation(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let id = try symbol(tape, node, .Id)
    try require(id, .Id, tape, node)
    let vpc = try symbol(tape, node, .VpcId)
    try require(vpc, .VpcId, tape, node)
    let group = try symbol(tape, node, .FirewallRuleGroupId)
    guard isNew(id, tape, node) else { return }
    estate.dnsFirewallAssociations.append(
      DNSFirewallAssociation(id: id, group: group, vpc: vpc, provenance: place(tape, node))
    )
  }

  /// A rule that only an association names is there all the same: it may forward, and nobody told where to.
  ///
  /// Rules that AWS makes for every VPC (`rslvr-autodefined-rr-…`) forward nothing.
  private mutating func addRulesOfAssociations() {
    for (rule, association) in staged.resolverAssociations where estate.resolverRule(rule) == nil {
      guard !estate.symbols.utf8(rule).starts(with: "rslvr-autodefined-rr-".utf8) else { continue }
      let record = ResolverRule(
        id: rule,
        domain: .empty,
        forwards: true,
        owner: .empty,
        provenance: association.provenance
      )
      estate.bind(rule, to: .resolverRule(estate.resolverRules.append(record)))
    }
  }

  /// Gives resolver endpoints their addresses, and rules their VPCs.
  mutating func joinResolver() {
    for (endpoint, addresses) in staged.resolverAddresses {
      if let id = estate.resolverEndpoint(endpoint) { estate.resolverEndpoints[id].addresses = addresses }
    }
    addRulesOfAssociations()
    for id in estate.resolverRules.ids {
      let owner = estate.resolverRules[id].owner
      if estate.completeness.isCollected(["ResolverRuleAssociations"], account: owner, region: .empty) {
        estate.resolverRules[id].vpcs = []
      }
    }
    for (rule, association) in staged.resolverAssociations {
      guard let id = estate.resolverRule(rule) else { continue }
      let known = estate.resolverRules[id].vpcs ?? []
      guard !known.contains(where: { $0.vpc == association.vpc }) else { continue }
      estate.resolverRules[id].vpcs = known + [association]
    }
  }
}
