extension Walker {
  /// The packets that an interface's security groups admit, or `nil`.
  func admitted(_ flow: Flow, by groups: GroupSetID) -> Flow? {
    guard groups != .none else { return flow }
    let filter = model.securityGroups[Int(groups.index)]
    var result = flow
    if !filter.missingGroups.isEmpty {
      result.certainty = .unknown
      return result
    }
    result.boxes = []
    var uncertain: [TrackedBox] = []
    for rule in filter.ingress where rule.box.family == flow.family {
      let match = match(rule, flow)
      guard match != .none else { continue }
      for box in flow.boxes {
        guard let common = box.narrowed(to: rule.box) else { continue }
        if match == .uncertain { uncertain.append(common) } else { result.boxes.append(common) }
      }
    }
    if result.boxes.isEmpty, !uncertain.isEmpty {
      result.boxes = uncertain
      result.certainty = .unknown
    }
    return result.boxes.isEmpty ? nil : result
  }

  /// A group with a rule that may admit more packets of a flow than its other rules do, because it names a prefix list
  /// whose entries are not known, or a group that may be recognised; `nil` when there is none.
  func uncertainGroup(_ flow: Flow, by groups: GroupSetID) -> Symbol? {
    guard groups != .none else { return nil }
    return model.securityGroups[Int(groups.index)].ingress.first { rule in
      rule.box.family == flow.family && match(rule, flow) == .uncertain
        && flow.boxes.contains { $0.narrowed(to: rule.box) != nil }
    }?.group
  }

  /// The packets that an interface's security groups let out by address, or `nil`.
  func released(_ flow: Flow, by groups: GroupSetID) -> Flow? {
    guard groups != .none else { return flow }
    let filter = model.securityGroups[Int(groups.index)]
    var result = flow
    if !filter.missingGroups.isEmpty {
      result.certainty = .unknown
      return result
    }
    result.boxes = []
    for rule in filter.egress where rule.box.family == flow.family && rule.peerGroup.isEmpty {
      result.boxes += flow.boxes.compactMap { $0.narrowed(to: rule.box) }
    }
    return result.boxes.isEmpty ? nil : result
  }

  /// Whether an ingress rule speaks of the sender of a flow.
  enum RuleMatch { case none, certain, uncertain }

  /// Whether an ingress rule speaks of the sender of a flow: a rule by address always does, one that names a group when the
  /// sender carries it and is still recognised.
  ///
  /// A stale reference matches nothing (VPC Peering Guide, "Stale security group rules"). That it is stale contradicts packets
  /// whose sender is still recognised over another connection: then nobody knows.
  func match(_ rule: SecurityGroupFilter.Rule, _ flow: Flow) -> RuleMatch {
    guard !rule.peerGroup.isEmpty else { return rule.isUncertain ? .uncertain : .certain }
    let isSure: Bool
    switch flow.scope {
    case .local, .peering, .transitGateway: isSure = !rule.isStale
    case .transitGatewayUntold: isSure = false
    case .transitGatewayOff, .lost: return .none
    }
    guard estate.groups(flow.groups).contains(rule.peerGroup) else { return .none }
    return isSure ? .certain : .uncertain
  }

  /// Whether an ingress rule may admit a flow.
  func applies(_ rule: SecurityGroupFilter.Rule, to flow: Flow) -> Bool { match(rule, flow) != .none }

  /// Whether the receiver carries the group that the sender's egress rule names.
  func meetsEgressReference(_ flow: Flow, receiver groups: GroupSetID) -> Bool {
    guard !flow.requiredPeerGroup.isEmpty else { return true }
    guard flow.scope == .local || flow.scope == .peering else { return false }
    return estate.groups(groups).contains(flow.requiredPeerGroup)
  }
}
