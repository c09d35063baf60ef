// `describe-client-vpn-endpoints`, and their target networks, routes and authorization rules.
extension SnapshotBuilder {
  /// Reads an element of `ClientVpnEndpoints`.
  mutating func clientVPNEndpoint(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var endpoint = ClientVPNEndpoint(
      id: .empty,
      owner: account,
      region: region,
      clientPrefix: nil,
      vpc: .empty,
      groups: .none,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .ClientVpnEndpointId: endpoint.id = try symbol(tape, member)
      case .ClientCidrBlock: endpoint.clientPrefix = try prefix(tape, member)
      case .VpcId: endpoint.vpc = try symbol(tape, member)
      case .SecurityGroupIds: endpoint.groups = try groups(tape, member, nil)
      case .Description: endpoint.description = try symbol(tape, member)
      case .Tags: endpoint.tags = try tags(tape, member)
      default: break
      }
    }
    try require(endpoint.id, .ClientVpnEndpointId, tape, node)
    guard isNew(endpoint.id, tape, node) else { return }
    estate.bind(endpoint.id, to: .clientVPNEndpoint(estate.clientVPNEndpoints.append(endpoint)))
  }

  /// Reads an element of `ClientVpnTargetNetworks`: a row, or the rows of one endpoint.
  mutating func clientVPNTargetNetworks(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let endpoint = try endpointID(tape, node)
    guard let list = try member(tape, node, .ClientVpnTargetNetworks) else {
      // A wrapper without rows, or a row that names its endpoint itself.
      let hasRow = try member(tape, node, .TargetNetworkId) != nil
      staged.targetNetworks.append((endpoint, hasRow ? try targetNetwork(tape, node) : nil))
      return
    }
    var rows: [ClientVPNEndpoint.TargetNetwork] = []
    var elements = try array(tape, list)
    while let element = elements.next(in: tape) {
      if let row = try targetNetwork(tape, element) { rows.append(row) }
    }
    guard isNewPart(.ClientVpnTargetNetworks, endpoint, tape, node) else { return }
    staged.targetNetworks.append((endpoint, nil))
    for row in rows { staged.targetNetworks.append((endpoint, row)) }
  }

  private mutating func targetNetwork(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> ClientVPNEndpoint.TargetNetwork? {
    let subnet = try symbol(tape, node, .TargetNetworkId)
    try require(subnet, .TargetNetworkId, tape, node)
    var groups = GroupSetID.none
    if let list = try member(tape, node, .SecurityGroups) { groups = try self.groups(tape, list, nil) }
    guard let isAssociated = try isInForce(tape, node, ends: ["disassociated", "disassociating"]) else { return nil }
    return ClientVPNEndpoint.TargetNetwork(
      subnet: subnet,
      groups: groups,
      isAssociated: isAssociated,
      provenance: place(tape, node)
    )
  }

  /// Reads an element of `ClientVpnRoutes`: a row, or the rows of one endpoint.
  mutating func clientVPNRoutes(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let endpoint = try endpointID(tape, node)
    guard let list = try rows(tape, node, .Routes, .ClientVpnRoutes) else {
      let hasRow = try member(tape, node, .DestinationCidr) != nil
      staged.clientRoutes.append((endpoint, hasRow ? try clientRoute(tape, node) : nil))
      return
    }
    var rows: [ClientVPNEndpoint.Route] = []
    var elements = try array(tape, list)
    while let element = elements.next(in: tape) {
      if let row = try clientRoute(tape, element) { rows.append(row) }
    }
    guard isNewPart(.ClientVpnRoutes, endpoint, tape, node) else { return }
    staged.clientRoutes.append((endpoint, nil))
    for row in rows { staged.clientRoutes.append((endpoint, row)) }
  }

  private mutating func clientRoute(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> ClientVPNEndpoint.Route? {
    guard let value = try member(tape, node, .DestinationCidr) else { throw missing(.DestinationCidr, tape, node) }
    let destination = try prefix(tape, value)
    let subnet = try symbol(tape, node, .TargetSubnet)
    guard let isActive = try isInForce(tape, node, ends: ["deleting"]) else { return nil }
    return ClientVPNEndpoint.Route(
      destination: destination,
      targetSubnet: subnet,
      isActive: isActive,
      provenance: place(tape, node)
    )
  }

  /// Reads an element of `ClientVpnAuthorizationRules`: a row, or the rows of one endpoint.
  mutating func clientVPNAuthorizationRules(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let endpoint = try endpointID(tape, node)
    guard let list = try rows(tape, node, .AuthorizationRules, .ClientVpnAuthorizationRules)
    else {
      let hasRow = try member(tape, node, .DestinationCidr) != nil
      staged.authorizationRules.append((endpoint, hasRow ? try authorizationRule(tape, node) : nil))
      return
    }
    var rows: [ClientVPNEndpoint.AuthorizationRule] = []
    var elements = try array(tape, list)
    while let element = elements.next(in: tape) {
      if let row = try authorizationRule(tape, element) { rows.append(row) }
    }
    guard isNewPart(.ClientVpnAuthorizationRules, endpoint, tape, node) else { return }
    staged.authorizationRules.append((endpoint, nil))
    for row in rows { staged.authorizationRules.append((endpoint, row)) }
  }

  private mutating func authorizationRule(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> ClientVPNEndpoint.AuthorizationRule? {
    guard let value = try member(tape, node, .DestinationCidr) else { throw missing(.DestinationCidr, tape, node) }
    let destination = try prefix(tape, value)
    let group = try symbol(tape, node, .GroupId)
    var admitsAll = false
    if let value = try member(tape, node, .AccessAll) { admitsAll = try bool(tape, value) }
    guard let isActive = try isInForce(tape, node, ends: ["revoking"]) else { return nil }
    return ClientVPNEndpoint.AuthorizationRule(
      destination: destination,
      group: group,
      admitsAll: admitsAll,
      isActive: isActive,
      provenance: place(tape, node)
    )
  }

  /// Whether a row's status says that it works, as it does without a status; `nil` for a row that no longer counts.
  ///
  /// A row that is only just going away still lets packets through, so it counts as in force.
  private func isInForce(
    _ tape: borrowing JSONTape,
    _ node: Int,
    ends: Set<String>
  ) throws(SnapshotFault) -> Bool? {
    guard let status = try member(tape, node, .Status), let code = try member(tape, status, .Code) else { return true }
    let name = try text(tape, code) ?? ""
    if name == "disassociated" { return nil }
    return name == "active" || name == "associated" || ends.contains(name)
  }

  /// The rows of a wrapper, under either of two keys.
  private func rows(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ key: AWSKey,
    _ otherKey: AWSKey
  ) throws(SnapshotFault) -> Int? {
    if let list = try member(tape, node, key) { return list }
    return try member(tape, node, otherKey)
  }

  private mutating func endpointID(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> Symbol {
    let endpoint = try symbol(tape, node, .ClientVpnEndpointId)
    try require(endpoint, .ClientVpnEndpointId, tape, node)
    return endpoint
  }

  /// Puts target networks, routes and rules into their endpoints.
  mutating func joinClientVPN() {
    for (endpoint, network) in staged.targetNetworks {
      guard let id = estate.clientVPNEndpoint(endpoint) else { continue }
      if estate.clientVPNEndpoints[id].targetNetworks == nil { estate.clientVPNEndpoints[id].targetNetworks = [] }
      if let network { estate.clientVPNEndpoints[id].targetNetworks?.append(network) }
    }
    for (endpoint, route) in staged.clientRoutes {
      guard let id = estate.clientVPNEndpoint(endpoint) else { continue }
      if estate.clientVPNEndpoints[id].routes == nil { estate.clientVPNEndpoints[id].routes = [] }
      if let route { estate.clientVPNEndpoints[id].routes?.append(route) }
    }
    for (endpoint, rule) in staged.authorizationRules {
      guard let id = estate.clientVPNEndpoint(endpoint) else { continue }
      if estate.clientVPNEndpoints[id].authorizationRules == nil {
        estate.clientVPNEndpoints[id].authorizationRules = []
      }
      if let rule { estate.clientVPNEndpoints[id].authorizationRules?.append(rule) }
    }
    // An endpoint without rows in a list that was collected has none.
    for id in estate.clientVPNEndpoints.ids {
      let endpoint = estate.clientVPNEndpoints[id]
      func isCollected(_ list: String) -> Bool {
        let call = Completeness.Call(account: endpoint.owner, region: endpoint.region, list: list)
        return estate.completeness.status(call) == .collected
      }
      if endpoint.targetNetworks == nil, isCollected("ClientVpnTargetNetworks") {
        estate.clientVPNEndpoints[id].targetNetworks = []
      }
      if endpoint.routes == nil, isCollected("ClientVpnRoutes") { estate.clientVPNEndpoints[id].routes = [] }
      if endpoint.authorizationRules == nil, isCollected("ClientVpnAuthorizationRules") {
        estate.clientVPNEndpoints[id].authorizationRules = []
      }
    }
  }
}
