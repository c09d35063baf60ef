// `network-firewall describe-firewall`, `describe-firewall-policy`, `describe-rule-group` and
// `describe-vpc-endpoint-association`. An answer has two top-level objects, which a file holds side by side; collectors wrap
// several answers in a list.
extension SnapshotBuilder {
  /// What the top-level objects of one file tell.
  struct FirewallParts {
    var firewall: NetworkFirewall?
    var status: FirewallStatus?
    var policy: FirewallPolicy?
    var ruleGroup: FirewallRuleGroup?
    var policyName: FirewallName?
    var groupName: FirewallName?
    var association: (firewall: Symbol, provenance: Provenance)?
    var associationStatus: FirewallStatus?
  }

  /// What identifies a policy or rule group, from the second object of an answer.
  struct FirewallName {
    var arn: Symbol
    var name: Symbol
    var tags: TagSetID
    var provenance: Provenance
  }

  /// The endpoints that a firewall's status tells.
  struct FirewallStatus {
    var endpoints: [NetworkFirewall.Endpoint] = []
    var transitGatewayAttachment = Symbol.empty
    var isInSync = true
  }

  /// Reads one of the top-level objects of an answer.
  mutating func firewallPart(_ key: AWSKey, _ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var parts = staged.firewallParts[file] ?? FirewallParts()
    try firewallPart(key, tape, node, &parts)
    staged.firewallParts[file] = parts
  }

  /// Reads an element of `Firewalls`, `FirewallPolicies`, `RuleGroups` or `VpcEndpointAssociations`: a whole answer, or the
  /// name and ARN alone that `list-…` writes.
  mutating func firewallAnswer(_ list: AWSKey, _ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var parts = FirewallParts()
    var arn = Symbol.empty
    var isAnswer = false
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .Firewall, .FirewallStatus, .FirewallPolicy, .FirewallPolicyResponse, .RuleGroup, .RuleGroupResponse,
        .VpcEndpointAssociation, .VpcEndpointAssociationStatus:
        isAnswer = true
        try firewallPart(key, tape, member, &parts)
      case .FirewallArn, .FirewallPolicyArn, .RuleGroupArn, .Arn: arn = try symbol(tape, member)
      default: break
      }
    }
    guard isAnswer else {
      if !arn.isEmpty, estate.symbols[arn].contains(":network-firewall:") {
        staged.listedFirewallParts.append((arn, place(tape, node)))
      }
      return
    }
    let name = FirewallName(arn: arn, name: .empty, tags: .none, provenance: place(tape, node))
    if parts.policyName == nil, list == .FirewallPolicies, !arn.isEmpty { parts.policyName = name }
    if parts.groupName == nil, list == .RuleGroups, !arn.isEmpty { parts.groupName = name }
    joinFirewall(parts, at: place(tape, node))
  }

  private mutating func firewallPart(
    _ key: AWSKey,
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ parts: inout FirewallParts
  ) throws(SnapshotFault) {
    switch key {
    case .Firewall: parts.firewall = try firewall(tape, node)
    case .FirewallStatus: parts.status = try firewallStatus(tape, node, .SyncStates)
    case .FirewallPolicy: parts.policy = try firewallPolicy(tape, node)
    case .FirewallPolicyResponse:
      parts.policyName = try firewallName(tape, node, .FirewallPolicyArn, .FirewallPolicyName)
    case .RuleGroup: parts.ruleGroup = try firewallRuleGroup(tape, node)
    case .RuleGroupResponse: parts.groupName = try firewallName(tape, node, .RuleGroupArn, .RuleGroupName)
    case .VpcEndpointAssociation:
      let firewall = try symbol(tape, node, .FirewallArn)
      try require(firewall, .FirewallArn, tape, node)
      parts.association = (firewall, place(tape, node))
    case .VpcEndpointAssociationStatus:
      parts.associationStatus = try firewallStatus(tape, node, .AssociationSyncState)
    default: break
    }
  }

  private mutating func firewallName(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ arnKey: AWSKey,
    _ nameKey: AWSKey
  ) throws(SnapshotFault) -> FirewallName {
    var result = FirewallName(arn: .empty, name: .empty, tags: .none, provenance: place(tape, node))
    result.arn = try symbol(tape, node, arnKey)
    result.name = try symbol(tape, node, nameKey)
    if let list = try member(tape, node, .Tags) { result.tags = try tags(tape, list) }
    // Web application firewalls have rule groups too, with an ARN under another name.
    if result.arn.isEmpty { try require(result.arn, arnKey, tape, node) }
    return result
  }

  private mutating func firewall(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> NetworkFirewall {
    var firewall = NetworkFirewall(arn: .empty, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .FirewallArn: firewall.arn = try symbol(tape, member)
      case .FirewallName: firewall.name = try symbol(tape, member)
      case .FirewallPolicyArn: firewall.policy = try symbol(tape, member)
      case .VpcId: firewall.vpc = try symbol(tape, member)
      case .Tags: firewall.tags = try tags(tape, member)
      default: break
      }
    }
    try require(firewall.arn, .FirewallArn, tape, node)
    (firewall.region, firewall.owner) = partsOfARN(firewall.arn)
    return firewall
  }

  /// Reads the endpoints of a status: a map from zones to `{Attachment}`.
  private mutating func firewallStatus(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ states: AWSKey
  ) throws(SnapshotFault) -> FirewallStatus {
    var status = FirewallStatus()
    if let zones = try member(tape, node, states) {
      var members = try object(tape, zones)
      while let zone = members.next(in: tape) {
        guard let attachment = try member(tape, zone, .Attachment) else { continue }
        let endpoint = try symbol(tape, attachment, .EndpointId)
        guard !endpoint.isEmpty else { continue }
        var isReady = true
        if let value = try member(tape, attachment, .Status) {
          // While a firewall grows it goes on forwarding.
          isReady = ["READY", "SCALING"].contains(try text(tape, value) ?? "READY")
        }
        status.endpoints.append(
          NetworkFirewall.Endpoint(
            endpoint: endpoint,
            subnet: try symbol(tape, attachment, .SubnetId),
            isReady: isReady,
            provenance: place(tape, attachment)
          )
        )
      }
    }
    if let transit = try member(tape, node, .TransitGatewayAttachmentSyncState) {
      status.transitGatewayAttachment = try symbol(tape, transit, .AttachmentId)
    }
    if let state = try member(tape, node, .ConfigurationSyncStateSummary), try text(tape, state) != "IN_SYNC" {
      status.isInSync = false
      remarks.add(
        .warning,
        "firewall-not-in-sync",
        "\(shown(tape, state)) for ConfigurationSyncStateSummary: the rules in force may be older than those that are read",
        at: place(tape, state)
      )
    }
    return status
  }

  // MARK: - Policies

  private mutating func firewallPolicy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> FirewallPolicy
  {
    var policy = FirewallPolicy(arn: .empty, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .StatelessRuleGroupReferences: policy.statelessGroups = try groupReferences(tape, member)
      case .StatefulRuleGroupReferences: policy.statefulGroups = try groupReferences(tape, member)
      case .StatelessDefaultActions: policy.statelessDefault = try statelessAction(tape, member)
      case .StatefulDefaultActions: policy.statefulDefault = try statefulDefault(tape, member)
      case .StatefulEngineOptions:
        if let order = try self.member(tape, member, .RuleOrder) {
          policy.isStrictOrder = try text(tape, order) == "STRICT_ORDER"
        }
        if let exception = try self.member(tape, member, .StreamExceptionPolicy) {
          policy.continuesBrokenStreams = try text(tape, exception) == "CONTINUE"
        }
      case .TLSInspectionConfigurationArn: policy.tlsInspection = try symbol(tape, member)
      case .PolicyVariables:
        if let sets = try self.member(tape, member, .RuleVariables) {
          policy.variables = try variables(tape, sets, .addresses)
        }
      default: break
      }
    }
    noteRepeatedPriorities(policy.statelessGroups.map { ($0.priority, $0.provenance) })
    if policy.isStrictOrder { noteRepeatedPriorities(policy.statefulGroups.map { ($0.priority, $0.provenance) }) }
    return policy
  }

  private mutating func groupReferences(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> [FirewallPolicy.GroupReference] {
    var references: [FirewallPolicy.GroupReference] = []
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      let group = try symbol(tape, element, .ResourceArn)
      try require(group, .ResourceArn, tape, element)
      var priority = references.count
      if let value = try member(tape, element, .Priority) { priority = try integer(tape, value, 0...65535) }
      var dropsAreAlerts = false
      if let override = try member(tape, element, .Override), let action = try member(tape, override, .Action) {
        dropsAreAlerts = try text(tape, action) == "DROP_TO_ALERT"
      }
      references.append(
        FirewallPolicy.GroupReference(
          group: group,
          priority: priority,
          dropsAreAlerts: dropsAreAlerts,
          provenance: place(tape, element)
        )
      )
    }
    return references
  }

  /// Reads a list of stateless actions: one of AWS's own, and perhaps names of custom ones, which only count packets.
  mutating func statelessAction(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> FirewallRule.Action {
    var found: [FirewallRule.Action] = []
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      switch try text(tape, element) {
      case "aws:pass": found.append(.pass)
      case "aws:drop": found.append(.drop)
      case "aws:forward_to_sfe": found.append(.forward)
      default: break
      }
    }
    if found.count == 1 { return found[0] }
    remarks.add(
      .warning,
      "unknown-action",
      "\(found.isEmpty ? "no" : "more than one") standard action, expected one of aws:pass, aws:drop and aws:forward_to_sfe",
      at: place(tape, node)
    )
    return .undecided
  }

  private mutating func statefulDefault(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> FirewallPolicy.StatefulDefault {
    var result = FirewallPolicy.StatefulDefault.pass
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      let action = try text(tape, element) ?? ""
      switch action {
      case "aws:drop_strict": result = .dropStrict
      case "aws:drop_established": if result == .pass { result = .dropEstablished }
      case _ where action.hasPrefix("aws:alert_"): break
      default:
        if result == .pass { result = .undecided }
        remarks.add(
          .warning,
          "unknown-action",
          "\(shown(tape, element)) among StatefulDefaultActions, expected aws:drop_strict, aws:drop_established, "
            + "aws:alert_strict or aws:alert_established",
          at: place(tape, element)
        )
      }
    }
    return result
  }

  /// Notes priorities that occur twice: AWS refuses them, and the order of what has them is not known.
  mutating func noteRepeatedPriorities(_ priorities: [(Int, Provenance)]) {
    var seen: Set<Int> = []
    for (priority, provenance) in priorities where !seen.insert(priority).inserted {
      remarks.add(
        .warning,
        "repeated-priority",
        "priority \(priority) a second time, expected each once",
        at: provenance
      )
    }
  }

  // MARK: - Joining

  /// Joins the objects that files hold side by side.
  mutating func joinFirewalls() {
    for file in staged.firewallParts.keys.sorted() {
      guard let parts = staged.firewallParts[file] else { continue }
      joinFirewall(parts, at: Provenance(file: file, offset: 0))
    }
    for (firewall, endpoints, provenance) in staged.firewallAssociations {
      guard let id = estate.networkFirewall(firewall) else {
        let record = NetworkFirewall(arn: firewall, endpoints: endpoints, provenance: provenance)
        estate.bind(firewall, to: .networkFirewall(estate.networkFirewalls.append(record)))
        continue
      }
      estate.networkFirewalls[id].endpoints += endpoints
    }
    for (arn, provenance) in staged.listedFirewallParts where estate.find(arn) == nil {
      remarks.add(
        .warning,
        "not-described",
        "listed and not described, expected the answer of `describe-firewall`, `describe-firewall-policy` or "
          + "`describe-rule-group`",
        at: provenance,
        resource: estate.symbols[arn]
      )
    }
  }

  private mutating func joinFirewall(_ parts: FirewallParts, at place: Provenance) {
    if var firewall = parts.firewall {
      firewall.endpoints = parts.status?.endpoints ?? []
      firewall.transitGatewayAttachment = parts.status?.transitGatewayAttachment ?? .empty
      if parts.status == nil {
        remarks.add(
          .warning,
          "missing-field",
          "no FirewallStatus beside Firewall, expected one: the firewall's endpoints are not known",
          at: firewall.provenance,
          resource: estate.symbols[firewall.arn]
        )
      }
      if let known = estate.networkFirewall(firewall.arn) {
        if !isSame(estate.networkFirewalls[known], firewall) { contradict(firewall.arn, firewall.provenance) }
      } else {
        estate.bind(firewall.arn, to: .networkFirewall(estate.networkFirewalls.append(firewall)))
      }
    }
    if let association = parts.association {
      let endpoints = parts.associationStatus?.endpoints ?? []
      staged.firewallAssociations.append((association.firewall, endpoints, association.provenance))
    }
    if var policy = parts.policy {
      guard let name = parts.policyName else {
        return unnamed("FirewallPolicy", "FirewallPolicyArn", policy.provenance)
      }
      (policy.arn, policy.name, policy.tags) = (name.arn, name.name, name.tags)
      if estate.firewallPolicy(policy.arn) == nil {
        estate.bind(policy.arn, to: .firewallPolicy(estate.firewallPolicies.append(policy)))
      } else {
        compareFirewall(policy.arn, policy.provenance)
      }
    }
    if var group = parts.ruleGroup {
      guard let name = parts.groupName else {
        // A rule group of a web application firewall has no `RulesSource`.
        if !group.rules.isEmpty { unnamed("RuleGroup", "RuleGroupArn", group.provenance) }
        return
      }
      (group.arn, group.name, group.tags) = (name.arn, name.name, name.tags)
      if estate.firewallRuleGroup(group.arn) == nil {
        estate.bind(group.arn, to: .firewallRuleGroup(estate.firewallRuleGroups.append(group)))
      } else {
        compareFirewall(group.arn, group.provenance)
      }
    }
  }

  private func isSame(_ a: NetworkFirewall, _ b: NetworkFirewall) -> Bool {
    (a.policy, a.vpc, a.transitGatewayAttachment) == (b.policy, b.vpc, b.transitGatewayAttachment)
      && a.endpoints.map { [$0.endpoint, $0.subnet] } == b.endpoints.map { [$0.endpoint, $0.subnet] }
  }

  /// Compares a second description of a policy or rule group with the first.
  private mutating func compareFirewall(_ arn: Symbol, _ second: Provenance) {
    let first: Provenance
    switch estate.find(arn) {
    case .firewallPolicy(let id): first = estate.firewallPolicies[id].provenance
    case .firewallRuleGroup(let id): first = estate.firewallRuleGroups[id].provenance
    default: return
    }
    let known = files[first.file].value(at: first.offset)
    if known != nil, known == files[second.file].value(at: second.offset) {
      repeated[second.file, default: 0] += 1
    } else {
      contradict(arn, second)
    }
  }

  private mutating func contradict(_ arn: Symbol, _ place: Provenance) {
    remarks.add(
      .error,
      "conflicting-definition",
      "defined differently in another place, expected one definition",
      at: place,
      resource: estate.symbols[arn]
    )
  }

  private mutating func unnamed(_ object: StaticString, _ field: StaticString, _ place: Provenance) {
    remarks.add(
      .error,
      "missing-field",
      "no \(object)Response beside \(object), expected its \(field)",
      at: place
    )
  }
}
