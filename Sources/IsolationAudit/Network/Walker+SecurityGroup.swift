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
    for rule in filter.ingress where rule.box.family == flow.family && applies(rule, to: flow, isIngress: true) {
      for box in flow.boxes {
        guard let common = box.narrowed(to: rule.box) else { continue }
        if rule.isUncertain { uncertain.append(common) } else { result.boxes.append(common) }
      }
    }
    if result.boxes.isEmpty, !uncertain.isEmpty {
      result.boxes = uncertain
      result.certainty = .unknown
    }
    return result.boxes.isEmpty ? nil : result
  }

  /// A group with a rule that may admit more packets of a flow than its other rules do, because it names a prefix list
  /// whose entries are not known; `nil` when there is none.
  func uncertainGroup(_ flow: Flow, by groups: GroupSetID) -> Symbol? {
    guard groups != .none else { return nil }
    return model.securityGroups[Int(groups.index)].ingress.first { rule in
      rule.isUncertain && rule.box.family == flow.family && flow.boxes.contains { $0.narrowed(to: rule.box) != nil }
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

  /// Whether a rule that names a group matches the sender of a flow; rules by address always apply.
  func applies(_ rule: SecurityGroupFilter.Rule, to flow: Flow, isIngress: Bool) -> Bool {
    guard !rule.peerGroup.isEmpty else { return true }
    switch flow.scope {
    case .local, .peering: break
    case .transitGateway: guard isIngress else { return false }
    case .transitGatewayOff, .lost: return false
    }
    return estate.groups(flow.groups).contains(rule.peerGroup)
  }

  /// Whether the receiver carries the group that the sender's egress rule names.
  func meetsEgressReference(_ flow: Flow, receiver groups: GroupSetID) -> Bool {
    guard !flow.requiredPeerGroup.isEmpty else { return true }
    guard flow.scope == .local || flow.scope == .peering else { return false }
    return estate.groups(groups).contains(flow.requiredPeerGroup)
  }
}
