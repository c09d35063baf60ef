/// A VPC route table in normal form: for each family, intervals of destinations with the winning routes.
///
/// Priority (VPC User Guide, "Route priority"): longest prefix; then static route by CIDR block, static route through a
/// prefix list, propagated route. A propagated route never beats a local route, not even a longer one.
package struct CompiledRouteTable: Sendable {
  /// A route with the prefix that it was expanded to.
  package struct Candidate: Sendable {
    /// The route as declared.
    package var route: Route
    /// The prefix: the route's own, or an entry of its prefix list.
    package var prefix: IPPrefix
  }

  /// All routes after expansion, by payload.
  package private(set) var candidates: [Candidate] = []
  /// The IPv4 intervals.
  package private(set) var ipv4 = LongestPrefixTable([])
  /// The IPv6 intervals.
  package private(set) var ipv6 = LongestPrefixTable([])
  /// Routes through prefix lists whose entries are not in the snapshot: they may take any destination.
  package private(set) var unexpanded: [Route] = []
  /// Whether a prefix list was not written out because the table would hold more than ``WalkBounds/maximumRoutes``.
  package private(set) var isCut = false
  /// Virtual private gateways that propagate routes learned by BGP of which the table shows none: there may be routes
  /// that the snapshot does not tell.
  package private(set) var untoldPropagations: [Symbol] = []

  /// Expands prefix lists, adds the propagated routes that follow from a VPN's static routes, and sorts.
  package init(_ table: RouteTable, in estate: Estate, _ links: OnPremisesLinks) {
    for route in table.routes {
      switch route.destination {
      case .prefix(let prefix): candidates.append(Candidate(route: route, prefix: prefix))
      case .prefixList(let list):
        if let id = estate.prefixList(list), let entries = estate.prefixLists[id].entries {
          guard candidates.count + entries.count <= WalkBounds.maximumRoutes else {
            isCut = true
            unexpanded.append(route)
            continue
          }
          candidates += entries.map { Candidate(route: route, prefix: $0.prefix) }
        } else if !Self.leadsToGatewayEndpoint(route, in: estate) {
          unexpanded.append(route)
        }
      }
    }
    let known = Set(candidates.map(\.prefix))
    for gateway in table.propagatingGateways {
      let isTold = table.routes.contains { $0.origin == .propagated && $0.target == .vpnGateway(gateway) }
      let behind = links.ofVPNGateway[gateway] ?? []
      let isDynamic = behind.contains { $0.isDynamic(in: estate) } || links.untold[gateway] != nil && behind.isEmpty
      if isDynamic, !isTold { untoldPropagations.append(gateway) }
      for link in behind {
        guard case .vpn(let id) = link else { continue }
        let connection = estate.vpnConnections[id]
        guard connection.isAvailable, connection.usesStaticRoutes else { continue }
        for prefix in connection.routes where !known.contains(prefix) {
          let route = Route(
            destination: .prefix(prefix),
            target: .vpnGateway(gateway),
            origin: .propagated,
            provenance: connection.provenance
          )
          candidates.append(Candidate(route: route, prefix: prefix))
        }
      }
    }
    let locals = candidates.filter { $0.route.target == .local }.map(\.prefix)
    func entries(_ family: AddressFamily) -> [LongestPrefixTable.Entry] {
      candidates.enumerated().compactMap { index, candidate in
        guard candidate.prefix.family == family else { return nil }
        if candidate.route.origin == .propagated,
          locals.contains(where: { $0.overlaps(candidate.prefix) && $0.length <= candidate.prefix.length })
        {
          return nil
        }
        return LongestPrefixTable.Entry(
          range: candidate.prefix.range,
          length: candidate.prefix.length,
          rank: Self.rank(candidate.route),
          payload: Int32(index)
        )
      }
    }
    ipv4 = LongestPrefixTable(entries(.ipv4))
    ipv6 = LongestPrefixTable(entries(.ipv6))
  }

  /// The intervals of a family.
  package func table(_ family: AddressFamily) -> LongestPrefixTable { family == .ipv4 ? ipv4 : ipv6 }

  private static func rank(_ route: Route) -> UInt8 {
    if route.target == .local { return 0 }
    if route.origin == .propagated { return 3 }
    if case .prefixList = route.destination { return 2 }
    return 1
  }

  /// Whether a route leads to a gateway endpoint: its AWS-managed prefix list holds only addresses of an AWS service.
  private static func leadsToGatewayEndpoint(_ route: Route, in estate: Estate) -> Bool {
    guard case .vpcEndpoint(let id) = route.target, let endpoint = estate.vpcEndpoint(id) else { return false }
    return estate.symbols[estate.vpcEndpoints[endpoint].type] == "Gateway"
  }
}

/// A transit gateway route table in normal form.
///
/// Priority (Transit Gateways guide, "Route evaluation order"): longest prefix; then static routes; then prefix list
/// references; then propagated routes of VPCs, of Direct Connect gateways, of Connect peers, of VPN connections with private
/// addresses, of other VPN connections, of peering attachments. The tables of core networks come as the routes in force. When
/// only propagations are known, VPC attachments propagate their VPC's CIDR blocks
/// and VPN attachments their static routes.
package struct CompiledTransitGatewayTable: Sendable {
  /// A route with the prefix that it was expanded to.
  package struct Candidate: Sendable {
    /// The route as declared, or as worked out from a propagation.
    package var route: TransitGatewayRoute
    /// The prefix: the route's own, or an entry of its prefix list.
    package var prefix: IPPrefix
  }

  /// All routes after expansion, by payload.
  package private(set) var candidates: [Candidate] = []
  /// The IPv4 intervals.
  package private(set) var ipv4 = LongestPrefixTable([])
  /// The IPv6 intervals.
  package private(set) var ipv6 = LongestPrefixTable([])
  /// Why routes may be missing; `nil` when the table is whole.
  package private(set) var gap: String?
  /// Attachments that propagate routes that the configuration does not tell: BGP, Direct Connect, Connect.
  package private(set) var dynamicPropagations: [Symbol] = []

  /// Works out the routes of a table.
  package init(_ table: TransitGatewayRouteTable, in estate: Estate) {
    if table.isTruncated { gap = "AWS listed only a part of the table's routes (AdditionalRoutesAvailable)" }
    if table.source == .absent { gap = "the table's routes are not in the snapshot" }
    for route in table.routes {
      switch route.destination {
      case .prefix(let prefix): candidates.append(Candidate(route: route, prefix: prefix))
      case .prefixList(let list):
        if let id = estate.prefixList(list), let entries = estate.prefixLists[id].entries {
          guard candidates.count + entries.count <= WalkBounds.maximumRoutes else {
            gap = "its prefix lists hold more than \(WalkBounds.maximumRoutes) routes together"
            continue
          }
          candidates += entries.map { Candidate(route: route, prefix: $0.prefix) }
        } else {
          gap = "the entries of prefix list \(estate.symbols[list]) are not in the snapshot"
        }
      }
    }
    if table.source != .inForce { addPropagated(table, in: estate) }
    func entries(_ family: AddressFamily) -> [LongestPrefixTable.Entry] {
      candidates.enumerated().compactMap { index, candidate in
        guard candidate.prefix.family == family else { return nil }
        return LongestPrefixTable.Entry(
          range: candidate.prefix.range,
          length: candidate.prefix.length,
          rank: Self.rank(candidate.route, in: estate),
          payload: Int32(index)
        )
      }
    }
    ipv4 = LongestPrefixTable(entries(.ipv4))
    ipv6 = LongestPrefixTable(entries(.ipv6))
  }

  private mutating func addPropagated(_ table: TransitGatewayRouteTable, in estate: Estate) {
    guard let propagations = table.propagations else {
      if gap == nil { gap = "the table's propagations are not in the snapshot" }
      return
    }
    var told = Set(candidates.lazy.filter { !$0.route.isStatic }.map(\.prefix))
    for propagation in propagations {
      guard let id = estate.transitGatewayAttachment(propagation.attachment) else {
        gap =
          "attachment \(estate.symbols[propagation.attachment]) propagates into the table and is not in the snapshot"
        continue
      }
      let attachment = estate.transitGatewayAttachments[id]
      guard attachment.isAvailable else { continue }
      var prefixes: [IPPrefix] = []
      switch attachment.kind {
      case .vpc:
        guard let vpc = estate.vpc(attachment.resource) else {
          gap = "VPC \(estate.symbols[attachment.resource]) propagates into the table and is not in the snapshot"
          continue
        }
        prefixes = estate.vpcs[vpc].prefixes
      case .vpn:
        if case .vpnConnection(let vpn)? = estate.find(attachment.resource), estate.vpnConnections[vpn].usesStaticRoutes
        {
          prefixes = estate.vpnConnections[vpn].routes
        } else {
          dynamicPropagations.append(propagation.attachment)
        }
      default: dynamicPropagations.append(propagation.attachment)
      }
      for prefix in prefixes where told.insert(prefix).inserted {
        // Identical CIDR blocks: only the first attachment's are propagated.
        let route = TransitGatewayRoute(
          destination: .prefix(prefix),
          attachments: [propagation.attachment],
          isStatic: false,
          isBlackhole: false,
          provenance: propagation.provenance
        )
        candidates.append(Candidate(route: route, prefix: prefix))
      }
    }
  }

  /// The intervals of a family.
  package func table(_ family: AddressFamily) -> LongestPrefixTable { family == .ipv4 ? ipv4 : ipv6 }

  private static func rank(_ route: TransitGatewayRoute, in estate: Estate) -> UInt8 {
    if route.isStatic {
      if case .prefixList = route.destination { return 1 }
      return 0
    }
    guard let first = route.attachments.first, let id = estate.transitGatewayAttachment(first) else { return 8 }
    switch estate.transitGatewayAttachments[id].kind {
    case .vpc: return 2
    case .directConnectGateway: return 3
    case .connect: return 4
    case .vpn:
      if case .vpnConnection(let vpn)? = estate.find(estate.transitGatewayAttachments[id].resource) {
        return estate.vpnConnections[vpn].usesPrivateAddresses ? 5 : 6
      }
      return 6
    case .peering, .transitGatewayRouteTable, .other: return 7
    }
  }
}
