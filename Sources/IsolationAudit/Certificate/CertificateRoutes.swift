/// The routes of a VPC route table in the order in which they apply: longest prefix first, then the better kind.
///
/// Route priority (VPC User Guide, "Route priority"): the longest prefix; among equals the local route, a static route by
/// CIDR block, a static route through a prefix list, a propagated route. A propagated route never beats the local one.
package struct CertificateRoutes: Sendable {
  /// A route with one prefix that it is for.
  struct Entry: Sendable {
    var prefix: IPPrefix
    var rank: Int
    var route: Route
  }

  /// The entries, in the order in which they apply.
  private(set) var entries: [Entry] = []
  /// Routes through prefix lists whose entries are not known: they may be for any packet.
  private(set) var unknown: [Route] = []
  /// Gateways that propagate routes learned by BGP of which the table shows none.
  private(set) var untold: [Symbol] = []

  /// Expands and orders the routes of a table.
  init(_ table: RouteTable, _ estate: Estate, _ connections: [Symbol: [VPNConnection]]) {
    for route in table.routes {
      switch route.destination {
      case .prefix(let prefix): add(route, prefix, isList: false)
      case .prefixList(let list):
        if let id = estate.prefixList(list), let members = estate.prefixLists[id].entries {
          for member in members { add(route, member.prefix, isList: true) }
        } else if !Self.isForService(route, estate) {
          unknown.append(route)
        }
      }
    }
    for gateway in table.propagatingGateways {
      let told = table.routes.contains { $0.origin == .propagated && $0.target == .vpnGateway(gateway) }
      for connection in connections[gateway] ?? [] {
        if !connection.usesStaticRoutes {
          if !told, !untold.contains(gateway) { untold.append(gateway) }
        } else if connection.isAvailable {
          for prefix in connection.routes {
            let route = Route(
              destination: .prefix(prefix),
              target: .vpnGateway(gateway),
              origin: .propagated,
              provenance: connection.provenance
            )
            add(route, prefix, isList: false)
          }
        }
      }
    }
    let locals = entries.filter { $0.route.target == .local }.map(\.prefix)
    entries.removeAll { entry in
      entry.route.origin == .propagated
        && locals.contains { $0.length <= entry.prefix.length && $0.overlaps(entry.prefix) }
    }
    entries.sort { a, b in
      if a.prefix.length != b.prefix.length { return a.prefix.length > b.prefix.length }
      if a.prefix != b.prefix { return a.prefix < b.prefix }
      if a.rank != b.rank { return a.rank < b.rank }
      return a.route.provenance < b.route.provenance
    }
  }

  private mutating func add(_ route: Route, _ prefix: IPPrefix, isList: Bool) {
    let rank = route.target == .local ? 0 : route.origin == .propagated ? 3 : isList ? 2 : 1
    entries.append(Entry(prefix: prefix, rank: rank, route: route))
  }

  /// Whether a route leads to a gateway endpoint, whose prefix list holds addresses of an AWS service alone.
  private static func isForService(_ route: Route, _ estate: Estate) -> Bool {
    guard case .vpcEndpoint(let id) = route.target, let endpoint = estate.vpcEndpoint(id) else { return false }
    return estate.symbols[estate.vpcEndpoints[endpoint].type] == "Gateway"
  }

  /// Which routes take which parts of some boxes, and what none takes.
  func split(_ boxes: [HeaderBox]) -> (taken: [(route: Route, boxes: [HeaderBox])], rest: [HeaderBox]) {
    var rest = boxes
    var taken: [(route: Route, boxes: [HeaderBox])] = []
    var index = 0
    while index < entries.count, let family = rest.first?.family {
      let first = entries[index]
      var end = index
      while end < entries.count, entries[end].prefix == first.prefix { end += 1 }
      defer { index = end }
      guard first.prefix.family == family else { continue }
      let range = first.prefix.range
      let part = CertificateBoxes.narrowed(rest, to: range)
      guard !part.isEmpty else { continue }
      // Equals with different targets: AWS picks one, so each may be the one.
      for entry in entries[index..<end] where entry.rank == first.rank { taken.append((entry.route, part)) }
      rest = CertificateBoxes.removing(range, from: rest)
    }
    return (taken, rest)
  }
}

/// The routes of a transit gateway route table in the order in which they apply.
///
/// Route evaluation order (Transit Gateways guide): the longest prefix; among equals static routes, prefix list references,
/// routes propagated by VPCs, Direct Connect gateways, Connect, VPN connections, anything else.
package struct CertificateTransitRoutes: Sendable {
  /// A route with one prefix that it is for.
  struct Entry: Sendable {
    var prefix: IPPrefix
    var rank: Int
    var route: TransitGatewayRoute
  }

  /// The entries, in the order in which they apply.
  private(set) var entries: [Entry] = []
  /// Whether routes may be missing that concern any packet.
  private(set) var isIncomplete: Bool
  /// Whether attachments propagate routes that nobody wrote down: they concern packets that no other route takes.
  private(set) var hasUntoldRoutes = false

  /// Expands and orders the routes of a table.
  init(_ table: TransitGatewayRouteTable, _ estate: Estate) {
    isIncomplete = table.isTruncated || table.source == .absent
    for route in table.routes {
      switch route.destination {
      case .prefix(let prefix): add(route, prefix, isList: false, estate)
      case .prefixList(let list):
        if let id = estate.prefixList(list), let members = estate.prefixLists[id].entries {
          for member in members { add(route, member.prefix, isList: true, estate) }
        } else {
          isIncomplete = true
        }
      }
    }
    if table.source != .inForce { propagate(table, estate) }
    entries.sort { a, b in
      if a.prefix.length != b.prefix.length { return a.prefix.length > b.prefix.length }
      if a.prefix != b.prefix { return a.prefix < b.prefix }
      if a.rank != b.rank { return a.rank < b.rank }
      return a.route.provenance < b.route.provenance
    }
  }

  private mutating func propagate(_ table: TransitGatewayRouteTable, _ estate: Estate) {
    guard let propagations = table.propagations else {
      isIncomplete = true
      return
    }
    for propagation in propagations {
      guard let id = estate.transitGatewayAttachment(propagation.attachment) else {
        isIncomplete = true
        continue
      }
      let attachment = estate.transitGatewayAttachments[id]
      guard attachment.isAvailable else { continue }
      var prefixes: [IPPrefix] = []
      if attachment.kind == .vpc {
        guard let vpc = estate.vpc(attachment.resource) else {
          isIncomplete = true
          continue
        }
        prefixes = estate.vpcs[vpc].prefixes
      } else if attachment.kind == .vpn, let vpn = estate.vpnConnection(attachment.resource),
        estate.vpnConnections[vpn].usesStaticRoutes
      {
        prefixes = estate.vpnConnections[vpn].routes
      } else {
        hasUntoldRoutes = true
      }
      // Of attachments with the same block only one is propagated, and the records do not tell which: each may be it.
      for prefix in prefixes {
        let route = TransitGatewayRoute(
          destination: .prefix(prefix),
          attachments: [propagation.attachment],
          isStatic: false,
          isBlackhole: false,
          provenance: propagation.provenance
        )
        add(route, prefix, isList: false, estate)
      }
    }
  }

  private mutating func add(_ route: TransitGatewayRoute, _ prefix: IPPrefix, isList: Bool, _ estate: Estate) {
    entries.append(Entry(prefix: prefix, rank: Self.rank(route, isList: isList, estate), route: route))
  }

  private static func rank(_ route: TransitGatewayRoute, isList: Bool, _ estate: Estate) -> Int {
    if route.isStatic { return isList ? 1 : 0 }
    guard let first = route.attachments.first, let id = estate.transitGatewayAttachment(first) else { return 7 }
    switch estate.transitGatewayAttachments[id].kind {
    case .vpc: return 2
    case .directConnectGateway: return 3
    case .connect: return 4
    case .vpn: return 5
    default: return 6
    }
  }

  /// Which routes take which parts of some boxes, and what none takes.
  func split(_ boxes: [HeaderBox]) -> (taken: [(route: TransitGatewayRoute, boxes: [HeaderBox])], rest: [HeaderBox]) {
    var rest = boxes
    var taken: [(route: TransitGatewayRoute, boxes: [HeaderBox])] = []
    var index = 0
    while index < entries.count, let family = rest.first?.family {
      let first = entries[index]
      var end = index
      while end < entries.count, entries[end].prefix == first.prefix { end += 1 }
      defer { index = end }
      guard first.prefix.family == family else { continue }
      let range = first.prefix.range
      let part = CertificateBoxes.narrowed(rest, to: range)
      guard !part.isEmpty else { continue }
      for entry in entries[index..<end] where entry.rank == first.rank { taken.append((entry.route, part)) }
      rest = CertificateBoxes.removing(range, from: rest)
    }
    return (taken, rest)
  }
}
