// `describe-security-groups`, `describe-security-group-rules`.
extension SnapshotBuilder {
  /// Reads an element of `SecurityGroups`.
  mutating func securityGroup(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var group = SecurityGroup(id: .empty, name: .empty, vpc: .empty, owner: .empty, provenance: place(tape, node))
    var ingress: [SecurityGroupRule] = []
    var egress: [SecurityGroupRule] = []
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .GroupId: group.id = try symbol(tape, member)
      case .GroupName: group.name = try symbol(tape, member)
      case .VpcId: group.vpc = try symbol(tape, member)
      case .OwnerId: group.owner = try symbol(tape, member)
      case .IpPermissions: ingress = try permissions(tape, member)
      case .IpPermissionsEgress: egress = try permissions(tape, member)
      case .Tags: group.tags = try tags(tape, member)
      default: break
      }
    }
    try require(group.id, .GroupId, tape, node)
    if group.owner.isEmpty { group.owner = account }
    noteOwner(group.owner)
    guard isNew(group.id, tape, node) else { return }
    group.ingress = TableSlice(start: estate.securityGroupRules.count, count: ingress.count)
    estate.securityGroupRules += ingress
    group.egress = TableSlice(start: estate.securityGroupRules.count, count: egress.count)
    estate.securityGroupRules += egress
    estate.bind(group.id, to: .securityGroup(estate.securityGroups.append(group)))
  }

  /// Reads `IpPermissions`: one rule for each peer of each permission.
  private mutating func permissions(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> [SecurityGroupRule] {
    var rules: [SecurityGroupRule] = []
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      let traffic = try traffic(tape, element)
      func add(_ peer: SecurityGroupRule.Peer, _ place: Provenance, isStale: Bool = false) {
        var rule = SecurityGroupRule(
          peer: peer,
          protocols: traffic.protocols,
          destinationPorts: traffic.ports,
          codes: traffic.codes,
          provenance: place
        )
        rule.isStale = isStale
        rules.append(rule)
      }
      var members = try object(tape, element)
      while let member = members.next(in: tape) {
        let field: AWSKey
        switch key(tape, member) {
        case .IpRanges: field = .CidrIp
        case .Ipv6Ranges: field = .CidrIpv6
        case .PrefixListIds: field = .PrefixListId
        case .UserIdGroupPairs: field = .GroupId
        default: continue
        }
        var peers = try array(tape, member)
        while let peer = peers.next(in: tape) {
          guard let value = try self.member(tape, peer, field) else { throw missing(field, tape, peer) }
          switch field {
          case .PrefixListId: add(.prefixList(try symbol(tape, value)), place(tape, peer))
          case .GroupId:
            let isStale = try isStale(tape, peer)
            add(.securityGroup(try symbol(tape, value)), place(tape, peer), isStale: isStale)
          default: add(.prefix(try prefix(tape, value)), place(tape, peer))
          }
        }
      }
    }
    return rules
  }

  /// Whether a reference to a group leads over a peering connection that is gone (`PeeringStatus`).
  private func isStale(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> Bool {
    guard let status = try member(tape, node, .PeeringStatus) else { return false }
    switch try text(tape, status) {
    case "deleted", "rejected", "expired", "failed": return true
    default: return false
    }
  }

  /// Reads an element of `StaleSecurityGroupSet`: the references of a group's rules that AWS calls stale.
  mutating func staleSecurityGroup(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let group = try symbol(tape, node, .GroupId)
    try require(group, .GroupId, tape, node)
    for field in [AWSKey.StaleIpPermissions, .StaleIpPermissionsEgress] {
      guard let list = try member(tape, node, field) else { continue }
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) {
        guard let pairs = try member(tape, element, .UserIdGroupPairs) else { continue }
        for peer in try symbols(tape, pairs, .GroupId) { staged.staleReferences.append((group, peer)) }
      }
    }
  }

  /// Reads an element of `SecurityGroupVpcAssociations`.
  mutating func securityGroupAssociation(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let group = try symbol(tape, node, .GroupId)
    try require(group, .GroupId, tape, node)
    let vpc = try symbol(tape, node, .VpcId)
    try require(vpc, .VpcId, tape, node)
    var isAssociated = true
    if let state = try member(tape, node, .State) {
      switch try text(tape, state) {
      case "association-failed", "disassociated": isAssociated = false
      default: break
      }
    }
    staged.groupAssociations.append((group, vpc, isAssociated))
  }

  /// Marks the rules that AWS calls stale, and notes which groups are associated with other VPCs than their own.
  mutating func joinSecurityGroupAssociations() {
    var stale: [Symbol: Set<Symbol>] = [:]
    for (group, peer) in staged.staleReferences { stale[group, default: []].insert(peer) }
    for group in estate.securityGroups.records {
      guard let peers = stale[group.id] else { continue }
      for index in Array(group.ingress.range) + Array(group.egress.range) {
        if case .securityGroup(let peer) = estate.securityGroupRules[index].peer, peers.contains(peer) {
          estate.securityGroupRules[index].isStale = true
        }
      }
    }
    for (group, vpc, isAssociated) in staged.groupAssociations where isAssociated {
      estate.associatedVPCs[group, default: []].append(vpc)
    }
  }

  /// The protocol and ports of a permission or a rule.
  private func traffic(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> (protocols: ProtocolRange, ports: PortRange, codes: PortRange) {
    guard let name = try member(tape, node, .IpProtocol) else { throw missing(.IpProtocol, tape, node) }
    let protocols = try protocolRange(tape, name)
    let from = try member(tape, node, .FromPort)
    let to = try member(tape, node, .ToPort)
    switch protocols {
    case .tcp, .udp:
      guard let from, let to else { return (protocols, .all, .all) }
      return (protocols, try ports(tape, from: from, to: to), .all)
    case .icmp, .icmpv6:
      return (protocols, try icmpRange(tape, from), try icmpRange(tape, to))
    default:
      // The ports of other protocols mean nothing.
      return (protocols, .all, .all)
    }
  }

  /// Reads an element of `SecurityGroupRules`; it waits for its group.
  mutating func securityGroupRule(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let id = try symbol(tape, node, .SecurityGroupRuleId)
    try require(id, .SecurityGroupRuleId, tape, node)
    let group = try symbol(tape, node, .GroupId)
    try require(group, .GroupId, tape, node)
    let traffic = try traffic(tape, node)
    var isEgress = false
    var peer: SecurityGroupRule.Peer?
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .IsEgress: isEgress = try bool(tape, member)
      case .GroupOwnerId: noteOwner(try symbol(tape, member))
      case .CidrIpv4, .CidrIpv6: peer = .prefix(try prefix(tape, member))
      case .PrefixListId: peer = .prefixList(try symbol(tape, member))
      case .ReferencedGroupInfo: peer = .securityGroup(try symbol(tape, member, .GroupId))
      default: break
      }
    }
    guard let peer else {
      throw SnapshotFault(
        offset: tape.offset(node),
        code: "missing-field",
        message: "no peer, expected CidrIpv4, CidrIpv6, PrefixListId or ReferencedGroupInfo"
      )
    }
    guard isNewPart(.SecurityGroupRules, id, tape, node) else { return }
    let rule = SecurityGroupRule(
      peer: peer,
      protocols: traffic.protocols,
      destinationPorts: traffic.ports,
      codes: traffic.codes,
      id: id,
      provenance: place(tape, node)
    )
    staged.groupRules.append(SnapshotStaging.GroupRule(group: group, isEgress: isEgress, rule: rule))
  }

  /// Gives the rules of groups their ids, which only `SecurityGroupRules` tells.
  mutating func joinSecurityGroupRules() {
    guard !staged.groupRules.isEmpty else { return }
    var places: [RuleKey: Int] = [:]
    for group in estate.securityGroups.records {
      for (slice, isEgress) in [(group.ingress, false), (group.egress, true)] {
        for index in slice.range {
          let key = RuleKey(group: group.id, isEgress: isEgress, rule: estate.securityGroupRules[index])
          if places[key] == nil { places[key] = index }
        }
      }
    }
    for known in staged.groupRules {
      guard let group = estate.securityGroup(known.group) else { continue }
      let match = places[RuleKey(group: known.group, isEgress: known.isEgress, rule: known.rule)]
      if let match {
        estate.securityGroupRules[match].id = known.rule.id
      } else {
        remarks.add(
          .warning,
          "rule-mismatch",
          "rule is not among the permissions of \(estate.symbols[known.group]), expected the two lists to agree",
          at: known.rule.provenance,
          resource: estate.symbols[known.rule.id]
        )
        // Which of the two is right is not known, so neither may prove isolation.
        let vpc = estate.vpc(estate.securityGroups[group].vpc)
        let call = Completeness.Call(
          account: estate.securityGroups[group].owner,
          region: vpc.map { estate.vpcs[$0].region } ?? .empty,
          list: "SecurityGroups"
        )
        estate.completeness.record(call, .error)
      }
    }
  }

  /// What makes two rules of a group the same.
  private struct RuleKey: Hashable {
    var group: Symbol
    var isEgress: Bool
    var peer: SecurityGroupRule.Peer
    var protocols: ProtocolRange
    var ports: PortRange
    var codes: PortRange

    init(group: Symbol, isEgress: Bool, rule: SecurityGroupRule) {
      (self.group, self.isEgress, peer) = (group, isEgress, rule.peer)
      (protocols, ports, codes) = (rule.protocols, rule.destinationPorts, rule.codes)
    }
  }
}
