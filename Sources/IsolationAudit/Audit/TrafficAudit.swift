/// Judges the assertions about packets: `no-traffic` and `only-traffic`.
package struct TrafficAudit: Sendable {
  let survey: TrafficSurvey
  let placement: Placement
  let policy: Policy
  let namer: ResourceNamer
  let writer: TrafficFindingWriter
  private var known: [PairKey: TrafficSurvey.Outcome] = [:]

  /// Above this many walks to public addresses, addresses that are open to the whole internet are left out where the policy
  /// accepts them anyway.
  private static let publicWalkLimit = 2_000

  private struct PairKey: Hashable {
    var from: ScopeSide
    var to: ScopeSide
    var acceptsOpen: Bool
  }

  /// What was found out about one assertion.
  package struct Judgement: Sendable {
    package var findings: [Finding] = []
    package var pairs: [AssertionResult.Pair] = []
    package var exceptions: [AssertionResult.Exception] = []
    package var gaps: [String] = []
  }

  /// Prepares the judgement.
  package init(
    _ survey: TrafficSurvey,
    _ placement: Placement,
    _ policy: Policy,
    _ namer: ResourceNamer,
    _ writer: TrafficFindingWriter
  ) {
    (self.survey, self.placement, self.policy, self.namer, self.writer) = (survey, placement, policy, namer, writer)
  }

  private var estate: Estate { survey.model.estate }

  /// Judges an assertion over all its pairs.
  package mutating func judge(_ assertion: Assertion, terms: [TrafficTerm]) -> Judgement {
    var judgement = Judgement()
    var exceptions = TrafficExceptions(terms, survey, placement)
    for pair in policy.pairs(of: assertion.kind.scope) {
      let outcome = outcome(pair, terms)
      var remaining: [Crossing] = []
      var accepted: [TrafficExceptions.Accepted] = []
      for crossing in outcome.crossings {
        for way in terms.isEmpty ? [crossing] : crossing.waysToRelay {
          let (rest, taken) = exceptions.subtract(from: way)
          if let rest { remaining.append(rest) }
          accepted += taken
        }
      }
      let (from, to) = (name(pair.from), name(pair.to))
      var findings = writer.findings(of: remaining, assertion, from: from, to: to)
      let bridged = bridges(assertion, pair, from: from, to: to)
      findings += bridged.findings
      judgement.findings += findings
      judgement.exceptions += writer.exceptions(accepted, from: from, to: to)
      let gaps = outcome.gaps.union(bridged.gaps).map { describe($0, from: from, to: to) }.sorted()
      judgement.gaps += gaps
      judgement.pairs.append(
        AssertionResult.Pair(
          from: from,
          to: to,
          outcome: !findings.isEmpty ? .violated : gaps.isEmpty ? .passed : .inconclusive,
          reason: reason(outcome, findings: findings.count, gaps: gaps, accepted: accepted.count)
        )
      )
    }
    return judgement
  }

  private func name(_ side: ScopeSide) -> String { side.environment ?? side.selector.description }

  private func reason(_ outcome: TrafficSurvey.Outcome, findings: Int, gaps: [String], accepted: Int) -> String {
    if findings > 0 { return findings == 1 ? "one path" : "\(findings) paths" }
    if let first = gaps.first { return gaps.count == 1 ? first : "\(first); and \(gaps.count - 1) more" }
    if accepted > 0 { return "only traffic that the policy accepts gets through" }
    if outcome.walks == 0 { return "no route leads from one to the other" }
    if outcome.arrivals == 0 { return "routes, network ACLs or egress rules stop every packet on its way" }
    return "packets can be routed there; security groups admit none"
  }

  private func describe(_ gap: TrafficSurvey.Gap, from: String, to: String) -> String {
    let resource = gap.resource.isEmpty ? "a resource" : estate.symbols[gap.resource]
    let place = gap.provenance.map { " (\(writer.files.locate($0)))" } ?? ""
    let what =
      switch gap.code {
      case .transitGatewayRoutesUnknown: "the routes of \(resource) are not all known"
      case .destinationUnknown: "what lies behind \(resource) is not known"
      case .unsupported: "\(resource) is of a kind that is not modelled"
      default: "\(resource), or what it needs, is not in the snapshot"
      }
    return "packets from \(from) that could be for \(to) get to where \(what)\(place)"
  }

  // MARK: - Collecting crossings

  private mutating func outcome(_ pair: ScopePair, _ terms: [TrafficTerm]) -> TrafficSurvey.Outcome {
    let acceptsOpen = terms.contains { term in
      term.isOpenToTheInternet && term.source == nil && term.destination == nil && term.protocols.isEmpty
        && term.ports.isEmpty && term.icmpType == nil && (term.via.isEmpty || term.via == [.internet])
    }
    let key = PairKey(from: pair.from, to: pair.to, acceptsOpen: acceptsOpen)
    if let outcome = known[key] { return outcome }
    let outcome = collect(pair, acceptsOpen: acceptsOpen)
    known[key] = outcome
    return outcome
  }

  private func collect(_ pair: ScopePair, acceptsOpen: Bool) -> TrafficSurvey.Outcome {
    let senders = classes(of: pair.from)
    let receivers = classes(of: pair.to)
    var targets = survey.targets(receivers)
    if acceptsOpen, senders.count * targets.publicAddresses.count > Self.publicWalkLimit {
      targets = survey.targets(receivers) { !isOpenOrPrivate($0) }
    }
    var outcome = reaching(targets, pair, senders)
    outcome.add(relayed(pair, senders, targets))
    for side in [pair.from, pair.to] { outcome.gaps.formUnion(unplaced(side)) }
    return outcome
  }

  /// The packets that the hosts, VPN clients and outside places of a pair's first side send to receivers.
  private func reaching(
    _ targets: TrafficSurvey.Targets,
    _ pair: ScopePair,
    _ senders: [Int]
  ) -> TrafficSurvey.Outcome {
    var outcome = survey.survey(from: senders, to: targets)
    for endpoint in clientVPNEndpoints(of: pair.from) {
      outcome.add(survey.survey(clientsOf: endpoint, to: targets))
    }
    if pair.from.environment == nil, pair.from.selector.coversInternet {
      for address in targets.publicAddresses {
        let box = HeaderBox(family: .ipv4, destination: AddressRange(UInt128(address)))
        survey.walk(box, .internet(nil), .hosts(-1), targets, &outcome)
      }
      for (_, family, range) in targets.ranges where family == .ipv6 {
        let box = HeaderBox(family: .ipv6, destination: range)
        survey.walk(box, .internet(nil), .hosts(-1), targets, &outcome)
      }
    }
    for site in pair.from.environment == nil ? pair.from.selector.terms.flatMap({ policy.sites(of: $0) }) : [] {
      for connection in connections(of: site) { outcome.add(survey.survey(siteOf: connection, to: targets)) }
    }
    return outcome
  }

  /// Interfaces of a side that stand in a subnet or a VPC that is not in the snapshot.
  private func unplaced(_ side: ScopeSide) -> [TrafficSurvey.Gap] {
    let bit = placement.bit(of: side.selector)
    let environment = side.environment.map { name in policy.environments.firstIndex { $0.name == name } ?? -1 }
    return survey.classes.unplaced.filter { id in
      let isInside = environment.map { Int(placement.ofInterface[Int(id.index)]) == $0 } ?? true
      return isInside && placement.selectorBits[Int(id.index)] & bit != 0
    }.map { id in
      let interface = estate.networkInterfaces[id]
      let missing = estate.subnet(interface.subnet).map { estate.subnets[$0].vpc } ?? interface.subnet
      return TrafficSurvey.Gap(code: .resourceUnknown, resource: missing, provenance: interface.provenance)
    }
  }

  func classes(of side: ScopeSide) -> [Int] {
    let bit = placement.bit(of: side.selector)
    guard let name = side.environment, let index = policy.environments.firstIndex(where: { $0.name == name }) else {
      return survey.classes.classes.indices.filter { survey.classes.classes[$0].selectorBits & bit != 0 }
    }
    return (survey.classes.ofEnvironment[Int16(index)] ?? [])
      .filter { survey.classes.classes[$0].selectorBits & bit != 0 }
  }

  private func clientVPNEndpoints(of side: ScopeSide) -> [EstateID<ClientVPNEndpoint>] {
    guard let name = side.environment, let index = policy.environments.firstIndex(where: { $0.name == name }) else {
      return []
    }
    return estate.clientVPNEndpoints.ids.filter { placement.ofClientVPN[Int($0.index)] == Int16(index) }
  }

  /// Whether everything that public addresses may send to an interface, any public address may send: neither its security
  /// groups nor its network ACL tell one public address from another.
  private func isOpenOrPrivate(_ id: EstateID<NetworkInterface>) -> Bool {
    let interface = estate.networkInterfaces[id]
    guard let subnet = estate.subnet(interface.subnet),
      let acl = survey.model.networkACLOfSubnet[Int(subnet.index)],
      estate.networkACLs.records[acl].entries.allSatisfy({ $0.isEgress || Self.isBlind(to: $0.box) })
    else { return false }
    guard interface.groups != .none else { return true }
    let filter = survey.model.securityGroups[Int(interface.groups.index)]
    guard filter.missingGroups.isEmpty else { return false }
    return filter.ingress.allSatisfy { rule in
      !rule.isUncertain && (!rule.peerGroup.isEmpty || Self.isBlind(to: rule.box))
    }
  }

  /// Whether a box holds packets from every public IPv4 address alike, or from none.
  private static func isBlind(to box: HeaderBox) -> Bool {
    box.family != .ipv4 || box.source == .all(.ipv4)
      || !Walker.publicRanges(.ipv4).contains { $0.overlaps(box.source) }
  }

  /// Packets that reach receivers through a load balancer of neither side, or of the sender's side.
  private func relayed(
    _ pair: ScopePair,
    _ senders: [Int],
    _ targets: TrafficSurvey.Targets
  ) -> TrafficSurvey.Outcome {
    var outcome = TrafficSurvey.Outcome()
    for (index, balancer) in estate.loadBalancers.records.enumerated() {
      let id = EstateID<LoadBalancer>(index)
      let own = survey.classes.ofBalancer[balancer.arn] ?? []
      if own.contains(where: targets.classes.contains) { continue }
      var onward = survey.survey(balancer: id, to: targets)
      outcome.gaps.formUnion(onward.gaps)
      onward.crossings = onward.crossings.filter { isAnswered($0) }
      guard !onward.crossings.isEmpty else { continue }
      if own.contains(where: senders.contains) || own.isEmpty && stands(id, on: pair.from) {
        outcome.add(onward)
        continue
      }
      if own.isEmpty {
        // Without its interfaces nobody can tell who reaches the balancer, only whether anybody could.
        if reachesAny(senders, balancer) || !clientVPNEndpoints(of: pair.from).isEmpty {
          let gap = TrafficSurvey.Gap(code: .resourceUnknown, resource: balancer.arn, provenance: balancer.provenance)
          outcome.gaps.insert(gap)
        }
        continue
      }
      let relay = survey.targets(own)
      let entry = reaching(relay, pair, senders)
      outcome.gaps.formUnion(entry.gaps)
      let entering = entry.crossings.compactMap { atListeners($0, balancer) }.filter { isAnswered($0) }
      guard !entering.isEmpty else { continue }
      outcome.walks += entry.walks
      for var crossing in onward.crossings {
        crossing.reachesRelayBy = entering.filter { first in
          !crossing.flow.boxes.allSatisfy { box in
            box.sourceIsTied && !first.flow.boxes.contains { $0.now.source.overlaps(box.sent.source) }
              && box.sent.source == .all(box.sent.family)
          }
        }
        guard let first = crossing.reachesRelayBy.first else { continue }
        crossing.via = first.via.filter { estate.vpc($0) == nil } + crossing.via.filter { !first.via.contains($0) }
        outcome.crossings.append(crossing)
      }
    }
    return outcome
  }

  /// Whether a load balancer stands in the environment of a side.
  private func stands(_ id: EstateID<LoadBalancer>, on side: ScopeSide) -> Bool {
    guard let name = side.environment else { return false }
    return policy.environments.firstIndex { $0.name == name } == Int(placement.ofLoadBalancer[Int(id.index)])
  }

  /// Whether routes lead from some senders to the VPC of a load balancer, or to the internet.
  private func reachesAny(_ senders: [Int], _ balancer: LoadBalancer) -> Bool {
    senders.contains { index in
      let sender = survey.classes.classes[index]
      guard sender.sends else { return false }
      guard let table = survey.model.routeTableOfSubnet[Int(sender.subnet.index)] else { return true }
      let reach = survey.domains[table]
      return reach.reachesUnknown || reach.reachesInternet
        || (estate.vpc(balancer.vpc).map { reach.contains($0) } ?? true)
    }
  }

  /// The part of a crossing to a load balancer that one of its listeners takes.
  private func atListeners(_ crossing: Crossing, _ balancer: LoadBalancer) -> Crossing? {
    var result = crossing
    result.flow.boxes = crossing.flow.boxes.flatMap { box in
      (balancer.listeners ?? []).flatMap { listener in
        listener.protocols.compactMap { protocols in
          box.narrowed(
            to: HeaderBox(
              family: box.now.family,
              protocols: protocols,
              destinationPorts: PortRange(listener.port, listener.port)
            )
          )
        }
      }
    }
    return result.flow.boxes.isEmpty ? nil : result
  }

  private func isAnswered(_ crossing: Crossing) -> Bool {
    writer.conversation(of: crossing).answered.isEmpty == false || crossing.flow.certainty == .may
  }

  // MARK: - On-premises sites

  private func connections(of site: OutsideSite) -> [EstateID<VPNConnection>] {
    estate.vpnConnections.ids.filter { id in
      let connection = estate.vpnConnections[id]
      let names =
        [connection.id, connection.customerGateway].map { estate.symbols[$0] }
        + [namer.reference(connection.id).name, namer.reference(connection.customerGateway).name].compactMap { $0 }
      return names.contains { site.via.matches($0) }
    }
  }

  /// Two environments that both talk to one site may be joined there, unless the policy trusts the site.
  private func bridges(
    _ assertion: Assertion,
    _ pair: ScopePair,
    from: String,
    to: String
  ) -> (findings: [Finding], gaps: Set<TrafficSurvey.Gap>) {
    guard pair.from.environment != nil, pair.to.environment != nil, estate.vpnConnections.count > 0 else {
      return ([], [])
    }
    var gaps: Set<TrafficSurvey.Gap> = []
    var sites: [(name: String, connections: [EstateID<VPNConnection>], prefixes: [IPPrefix])] = []
    var named: Set<EstateID<VPNConnection>> = []
    for site in policy.outsideSites {
      let members = connections(of: site)
      named.formUnion(members)
      if !site.isTrusted { sites.append((site.name, members, site.prefixes)) }
    }
    var byAddress: [Symbol: [EstateID<VPNConnection>]] = [:]
    for id in estate.vpnConnections.ids where !named.contains(id) {
      let gateway = estate.vpnConnections[id].customerGateway
      var address = gateway
      if case .customerGateway(let record)? = estate.find(gateway), !estate.customerGateways[record].address.isEmpty {
        address = estate.customerGateways[record].address
      }
      byAddress[address, default: []].append(id)
    }
    for address in byAddress.keys.sorted() { sites.append((estate.symbols[address], byAddress[address] ?? [], [])) }
    let findings: [Finding] = sites.compactMap { site in
      var known = site.prefixes + site.connections.flatMap { estate.vpnConnections[$0].routes }
      // By BGP a site may announce any address.
      if let everywhere = try? IPPrefix("0.0.0.0/0"),
        site.connections.contains(where: { !estate.vpnConnections[$0].usesStaticRoutes })
      {
        known = [everywhere]
      }
      guard let outbound = reaches(classes(of: pair.from), site.connections, known) else { return nil }
      let targets = survey.targets(classes(of: pair.to))
      for connection in site.connections {
        let inbound = survey.survey(siteOf: connection, to: targets)
        gaps.formUnion(inbound.gaps)
        guard let crossing = inbound.crossings.first else { continue }
        return writer.bridge(assertion, from: from, to: to, site: site.name, outbound, connection, crossing)
      }
      return nil
    }
    return (findings, gaps)
  }

  /// A connection over which hosts of some classes reach a site, with the walk that shows it.
  private func reaches(
    _ senders: [Int],
    _ connections: [EstateID<VPNConnection>],
    _ prefixes: [IPPrefix]
  ) -> (EstateID<VPNConnection>, Int)? {
    for index in senders where survey.classes.classes[index].sends {
      let sender = survey.classes.classes[index]
      guard let table = survey.model.routeTableOfSubnet[Int(sender.subnet.index)],
        survey.domains[table].reachesUnknown
          || !survey.domains[table].connections.isDisjoint(with: connections.map(\.index))
      else { continue }
      let ranges = estate.subnets[sender.subnet].prefixes.filter { $0.family == .ipv4 }.map(\.range)
      for prefix in prefixes where prefix.family == .ipv4 {
        var walker = Walker(survey.model)
        walker.send(
          HeaderBox(family: .ipv4, destination: prefix.range),
          from: .interfaces(subnet: sender.subnet, groups: sender.groups, ranges: ranges)
        )
        for arrival in walker.arrivals {
          switch arrival.place {
          case .onPremises(let connection?) where connections.contains(connection): return (connection, index)
          case .beyond(_, let element, _):
            // Where it is not known what BGP has announced, the site may have announced it.
            if let connection = connections.first(where: { mayLead(element, to: $0) }) { return (connection, index) }
          default: break
          }
        }
      }
    }
    return nil
  }

  /// Whether an element whose routes are not all known may have learned routes to a VPN connection's site by BGP.
  private func mayLead(_ element: Symbol, to id: EstateID<VPNConnection>) -> Bool {
    let connection = estate.vpnConnections[id]
    guard connection.isAvailable, !connection.usesStaticRoutes else { return false }
    if element == connection.vpnGateway { return true }
    guard let table = estate.transitGatewayRouteTable(element),
      let attachment = survey.model.attachmentOfConnection[connection.id]
    else { return false }
    return survey.model.transitGatewayTables[Int(table.index)].dynamicPropagations
      .contains(estate.transitGatewayAttachments[attachment].id)
  }
}
