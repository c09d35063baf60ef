extension TrafficAudit {
  /// The packets that a side outside the estate sends: from the internet, or from a site behind VPN connections.
  func outside(_ side: ScopeSide, to targets: TrafficSurvey.Targets) -> TrafficSurvey.Outcome {
    var outcome = TrafficSurvey.Outcome()
    guard side.environment == nil else { return outcome }
    if side.selector.coversInternet {
      for address in targets.publicAddresses {
        let box = HeaderBox(family: .ipv4, destination: AddressRange(UInt128(address)))
        survey.walk(box, .internet(nil), .hosts(-1), targets, &outcome)
      }
      if let hull = targets.hull(.ipv6) {
        survey.walk(HeaderBox(family: .ipv6, destination: hull), .internet(nil), .hosts(-1), targets, &outcome)
      }
    }
    for site in side.selector.terms.flatMap({ policy.sites(of: $0) }) {
      for connection in OutsideConnections(namer).connections(of: site) {
        outcome.add(survey.survey(siteOf: connection, to: targets))
      }
    }
    return outcome
  }

  /// A way from one environment to another through a site that both talk to.
  package struct Meeting: Sendable {
    /// The name of the site, or the address of its gateway.
    package var site: String
    /// The connection by which packets get to the site.
    package var outbound: EstateID<VPNConnection>
    /// The class that sends them.
    package var sender: Int
    /// Some of these packets.
    package var reaching: TrackedBox
    /// The connection by which the site sends packets on.
    package var inbound: EstateID<VPNConnection>
    /// These packets.
    package var crossing: Crossing
  }

  /// Two environments that both talk to one site may be joined there, unless the policy trusts the site.
  func bridges(_ pair: ScopePair, from: String, to: String) -> (meetings: [Meeting], gaps: [String]) {
    guard pair.from.environment != nil, pair.to.environment != nil, hasOutsideLinks else {
      return ([], [])
    }
    let outside = OutsideConnections(namer)
    var gaps: [String] = []
    if bothReach(pair, \.reachesDirectConnect) {
      gaps.append("\(from) and \(to) both reach Direct Connect, which is not modelled; they may meet behind it")
    }
    var sites: [(name: String, connections: [EstateID<VPNConnection>], prefixes: [IPPrefix])] = []
    var named: Set<EstateID<VPNConnection>> = []
    for site in policy.outsideSites {
      let members = outside.connections(of: site)
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
    let meetings: [Meeting] = sites.compactMap { site in
      let known = site.prefixes + site.connections.flatMap { estate.vpnConnections[$0].routes }
      if known.isEmpty, canMeet(pair, site.connections) {
        gaps.append(
          "what lies behind the VPN connections of \(site.name) is learned by BGP and not known; \(from) and \(to) may meet there"
        )
        return nil
      }
      var asked = known
      // By BGP a site may announce more than is written down.
      if let everywhere = try? IPPrefix("0.0.0.0/0"),
        site.connections.contains(where: { !estate.vpnConnections[$0].usesStaticRoutes })
      {
        asked.append(everywhere)
      }
      guard let outbound = reaches(classes(of: pair.from), site.connections, asked) else { return nil }
      let targets = survey.targets(classes(of: pair.to))
      for connection in site.connections {
        let inbound = survey.survey(siteOf: connection, to: targets)
        gaps += inbound.gaps.map { describe($0, from: "the site \(site.name)", to: to) }
        guard let crossing = inbound.crossings.first else { continue }
        return Meeting(
          site: site.name,
          outbound: outbound.connection,
          sender: outbound.sender,
          reaching: outbound.box,
          inbound: connection,
          crossing: crossing
        )
      }
      return nil
    }
    return (meetings, gaps)
  }

  /// Whether routes lead from both environments to VPN connections of one site.
  private func canMeet(_ pair: ScopePair, _ connections: [EstateID<VPNConnection>]) -> Bool {
    bothReach(pair) { !$0.connections.isDisjoint(with: connections.map(\.index)) }
  }

  /// Whether some route table of each side leads to what a condition names.
  private func bothReach(_ pair: ScopePair, _ condition: (RoutingDomains.Reach) -> Bool) -> Bool {
    [pair.from, pair.to].allSatisfy { side in
      classes(of: side).contains { index in
        let subnet = survey.classes.classes[index].subnet
        guard let table = survey.model.routeTableOfSubnet[Int(subnet.index)] else { return true }
        return condition(survey.domains[table])
      }
    }
  }

  /// A connection over which hosts of some classes reach a site, with a class and packets of its hosts that show it.
  private func reaches(
    _ senders: [Int],
    _ connections: [EstateID<VPNConnection>],
    _ prefixes: [IPPrefix]
  ) -> (connection: EstateID<VPNConnection>, sender: Int, box: TrackedBox)? {
    for index in senders where survey.classes.classes[index].sends {
      let sender = survey.classes.classes[index]
      guard let table = survey.model.routeTableOfSubnet[Int(sender.subnet.index)],
        !survey.domains[table].connections.isDisjoint(with: connections.map(\.index))
      else { continue }
      let ranges = estate.subnets[sender.subnet].prefixes.filter { $0.family == .ipv4 }.map(\.range)
      for prefix in prefixes where prefix.family == .ipv4 {
        var walker = Walker(survey.model)
        walker.send(
          HeaderBox(family: .ipv4, destination: prefix.range),
          from: .interfaces(subnet: sender.subnet, groups: sender.groups, ranges: ranges)
        )
        for arrival in walker.arrivals {
          guard case .onPremises(let connection?) = arrival.place, connections.contains(connection) else { continue }
          // A subnet without a host of the class has nobody who sends.
          let box = arrival.flow.boxes.first { box in
            survey.classes.hasAddress(of: index, family: box.sent.family, in: box.sent.source, estate)
          }
          if let box { return (connection, index, box) }
        }
      }
    }
    return nil
  }

  /// Whether anything leads out of the estate to a customer's site.
  private var hasOutsideLinks: Bool {
    estate.vpnConnections.count > 0
      || estate.transitGatewayAttachments.records.contains { $0.kind == .directConnectGateway }
  }
}
