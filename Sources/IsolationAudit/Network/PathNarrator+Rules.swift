extension PathNarrator {

  /// A rule as its owner would write it: `tcp 5432 from 10.0.0.0/8 (sgr-0abc)`.
  package func text(_ rule: SecurityGroupFilter.Rule, isIngress: Bool) -> String {
    let range = isIngress ? rule.box.source : rule.box.destination
    var peer = rule.peerGroup.isEmpty ? range.text(rule.box.family) : estate.symbols[rule.peerGroup]
    if rule.isUncertain { peer = "a prefix list whose entries are not known" }
    let id = rule.id.isEmpty ? "" : " (\(estate.symbols[rule.id]))"
    return "\(Self.service(rule.box)) \(isIngress ? "from" : "to") \(peer)\(id)"
  }

  /// The protocol and ports of a box: `tcp 443`, `icmp type 8`, `all traffic`.
  package static func service(_ box: HeaderBox) -> String {
    if box.protocols == .all { return "all traffic" }
    let name = box.protocols.text
    guard box.destinationPorts != .all else { return "\(name), all" }
    let isICMP = box.protocols == .icmp || box.protocols == .icmpv6
    return "\(name) \(isICMP ? "type " : "")\(box.destinationPorts.text)"
  }

  func egressText(_ step: TrailStep) -> String? {
    guard let provenance = step.rule else { return nil }
    for filter in model.securityGroups {
      if let rule = filter.egress.first(where: { $0.provenance == provenance }) { return text(rule, isIngress: false) }
    }
    return nil
  }

  /// What a set of security groups allows in one direction, a few rules of it: `allows tcp 443 from 10.0.0.0/8; 3 more`.
  func allowedText(_ groups: GroupSetID, isEgress: Bool, family: AddressFamily) -> String? {
    guard groups != .none else { return nil }
    let filter = model.securityGroups[Int(groups.index)]
    let rules = (isEgress ? filter.egress : filter.ingress).filter { $0.box.family == family }
    guard !rules.isEmpty else { return nil }
    let told = rules.prefix(4).map { text($0, isIngress: !isEgress) }
    let more = rules.count > told.count ? "; \(rules.count - told.count) more" : ""
    return "allows " + told.joined(separator: "; ") + more
  }

  func entryText(_ step: TrailStep) -> String? {
    guard case .networkACL(let id)? = estate.find(step.resource) else { return nil }
    guard let entry = estate.networkACLs[id].entries.first(where: { $0.provenance == step.rule }) else { return nil }
    let range = entry.isEgress ? entry.box.destination : entry.box.source
    let direction = entry.isEgress ? "to" : "from"
    let verb = entry.allows ? "allow" : "deny"
    return "rule \(entry.ruleNumber): \(verb) \(Self.service(entry.box)) \(direction) \(range.text(entry.box.family))"
  }

  func routeText(_ step: TrailStep) -> String? {
    guard case .routeTable(let id)? = estate.find(step.resource) else { return nil }
    guard let candidate = model.routeTables[Int(id.index)].candidates.first(where: { $0.route.provenance == step.rule })
    else { return nil }
    let origin = candidate.route.origin == .propagated ? ", propagated" : ""
    return "\(text(candidate.route.destination)) to \(text(candidate.route.target))\(origin)"
  }

  func transitRouteText(_ step: TrailStep) -> String? {
    guard case .transitGatewayRouteTable(let id)? = estate.find(step.resource) else { return nil }
    let candidates = model.transitGatewayTables[Int(id.index)].candidates
    guard let route = candidates.first(where: { $0.route.provenance == step.rule })?.route else { return nil }
    let targets = route.attachments.map { name(ofAttachment: $0) }.joined(separator: ", ")
    return
      "\(text(route.destination)) to \(targets.isEmpty ? "blackhole" : targets), \(route.isStatic ? "static" : "propagated")"
  }

  func firewallText(_ note: Int32, _ step: TrailStep) -> String? {
    model.firewalls.note(note, at: step.resource)?.text
  }

  func authorizationText(_ step: TrailStep) -> String? {
    guard case .clientVPNEndpoint(let id)? = estate.find(step.resource) else { return nil }
    let rules = estate.clientVPNEndpoints[id].authorizationRules ?? []
    guard let rule = rules.first(where: { $0.provenance == step.rule }) else { return nil }
    return "\(rule.destination) for \(rule.admitsAll ? "all users" : "group \(estate.symbols[rule.group])")"
  }

  private func text(_ destination: Route.Destination) -> String {
    switch destination {
    case .prefix(let prefix): prefix.description
    case .prefixList(let list): estate.symbols[list]
    }
  }

  private func text(_ target: Route.Target) -> String {
    switch target {
    case .local: "local"
    case .none: "nothing"
    case .internetGateway(let id), .egressOnlyInternetGateway(let id), .vpnGateway(let id), .vpcEndpoint(let id),
      .natGateway(let id), .transitGateway(let id), .coreNetwork(let id), .peeringConnection(let id),
      .networkInterface(let id), .unsupported(let id):
      estate.symbols[id]
    }
  }

  private func name(ofAttachment symbol: Symbol) -> String {
    guard let id = estate.transitGatewayAttachment(symbol) else { return estate.symbols[symbol] }
    let resource = estate.transitGatewayAttachments[id].resource
    return resource.isEmpty ? estate.symbols[symbol] : "\(estate.symbols[symbol]) (\(estate.symbols[resource]))"
  }
}

extension PathNarrator {
  /// The rule that dropped packets, as its owner would write it.
  package func ruleText(of drop: Drop) -> String? {
    if drop.firewallNote >= 0 { return model.firewalls.note(drop.firewallNote, at: drop.resource)?.text }
    let step = TrailStep(parent: -1, action: .start, resource: drop.resource, rule: drop.rule)
    return entryText(step) ?? routeText(step) ?? transitRouteText(step) ?? authorizationText(step)
  }
}
