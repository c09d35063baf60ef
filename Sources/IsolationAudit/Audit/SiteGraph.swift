/// The places outside of the estate that links lead to, and which of them AWS's gateways join with each other.
///
/// A site is what a policy lists under `outside`; every other link belongs to the customer's device that it ends at: a
/// customer gateway's address, or a Direct Connect connection. Sites that a policy trusts keep apart what they are connected
/// with, and are left out.
package struct SiteGraph: Sendable {
  /// A site.
  package struct Site: Sendable {
    /// The policy's name, or the address or id of the device.
    package var name: String
    /// Its links, sorted.
    package var links: [OnPremisesLink]
  }

  /// A way from one site to another through gateways of AWS.
  package struct Edge: Sendable {
    /// The site that it leads to.
    package var site: Int
    /// The link by which packets enter, and the one by which they leave.
    package var from: OnPremisesLink
    package var to: OnPremisesLink
    /// How sure it is.
    package var certainty: Certainty
    /// The elements on the way.
    package var via: [Symbol]
  }

  /// How packets get to a site from others.
  package struct Way: Sendable {
    /// The site where they start.
    package var start: Int
    /// The ways between the sites, the last one leads to the site; empty for the start itself.
    package var path: [Edge]
    /// How sure all of it is.
    package var certainty: Certainty
  }

  /// Where packets come in: links that enter the same table are forwarded alike.
  private enum Door: Hashable {
    case table(Symbol)
    case link(OnPremisesLink)
  }

  /// The sites, those of the policy first.
  package private(set) var sites: [Site] = []
  /// For each site, the doors of its links.
  private var doors: [[(door: Door, link: OnPremisesLink)]] = []
  /// For each door, where packets that come in by it leave, sorted by site.
  private var exits: [Door: [Edge]] = [:]

  /// Collects the sites.
  ///
  /// - Parameters:
  ///   - survey: The walks over the estate.
  ///   - namer: The names of the estate.
  ///   - policy: The policy, for its outside sites; `nil` to group links by device alone.
  package init(_ survey: TrafficSurvey, _ namer: ResourceNamer, _ policy: Policy?) {
    let estate = survey.model.estate
    var named: Set<OnPremisesLink> = []
    for site in policy?.outsideSites ?? [] {
      let links = OutsideConnections(namer).links(of: site)
      named.formUnion(links)
      if !site.isTrusted, !links.isEmpty { sites.append(Site(name: site.name, links: links)) }
    }
    var byDevice: [Symbol: [OnPremisesLink]] = [:]
    for link in survey.model.onPremises.all where !named.contains(link) {
      // A public virtual interface reaches what any host of the internet reaches.
      if case .virtualInterface(let id) = link, estate.virtualInterfaces[id].kind == .public { continue }
      byDevice[Self.device(of: link, in: estate), default: []].append(link)
    }
    for device in byDevice.keys.sorted(by: { estate.symbols[$0] < estate.symbols[$1] }) {
      sites.append(Site(name: estate.symbols[device], links: byDevice[device] ?? []))
    }
    connect(survey)
  }

  /// The customer's device at the other end of a link.
  static func device(of link: OnPremisesLink, in estate: Estate) -> Symbol {
    switch link {
    case .vpn(let id):
      let connection = estate.vpnConnections[id]
      if case .customerGateway(let record)? = estate.find(connection.customerGateway),
        !estate.customerGateways[record].address.isEmpty
      {
        return estate.customerGateways[record].address
      }
      if let tunnel = connection.tunnels.first, !tunnel.customerAddress.isEmpty { return tunnel.customerAddress }
      return connection.customerGateway.isEmpty ? connection.id : connection.customerGateway
    case .virtualInterface(let id):
      let interface = estate.virtualInterfaces[id]
      return interface.connection.isEmpty ? interface.id : interface.connection
    case .directConnectGateway, .attachment: return link.resource(in: estate)
    }
  }

  /// Finds the ways between sites: from each door, one walk to wherever links are.
  private mutating func connect(_ survey: TrafficSurvey) {
    var siteOf: [OnPremisesLink: Int] = [:]
    for (index, site) in sites.enumerated() { for link in site.links { siteOf[link] = index } }
    let pruning = WalkPruning(outwards: survey.model, survey.domains)
    for site in sites {
      var own: [(door: Door, link: OnPremisesLink)] = []
      for link in site.links {
        let door = Self.door(of: link, in: survey.model)
        guard !own.contains(where: { $0.door == door }) else { continue }
        own.append((door, link))
        if exits[door] == nil { exits[door] = Self.walk(from: link, survey, pruning, siteOf) }
      }
      doors.append(own)
    }
  }

  private static func door(of link: OnPremisesLink, in model: ForwardingModel) -> Door {
    let estate = model.estate
    var attachment: EstateID<TransitGatewayAttachment>?
    switch link {
    case .vpn(let id): attachment = model.attachmentOfConnection[estate.vpnConnections[id].id]
    case .attachment(let id): attachment = id
    case .virtualInterface, .directConnectGateway: break
    }
    guard let attachment else { return .link(link) }
    let record = estate.transitGatewayAttachments[attachment]
    guard record.isAvailable, record.isAssociated, record.policyTable.isEmpty, !record.routeTable.isEmpty else {
      return .link(link)
    }
    if case .vpn(let id) = link, !estate.vpnConnections[id].isAvailable { return .link(link) }
    return .table(record.routeTable)
  }

  private static func walk(
    from link: OnPremisesLink,
    _ survey: TrafficSurvey,
    _ pruning: WalkPruning,
    _ siteOf: [OnPremisesLink: Int]
  ) -> [Edge] {
    var best: [Int: Edge] = [:]
    for family in [AddressFamily.ipv4, .ipv6] {
      var walker = Walker(survey.box)
      walker.pruning = pruning
      walker.stopsAtInternet = true
      walker.send(HeaderBox(family: family), from: .onPremises(link, nil))
      for arrival in walker.arrivals {
        guard case .onPremises(let other?) = arrival.place, let target = siteOf[other],
          best[target].map({ arrival.flow.certainty < $0.certainty }) ?? true
        else { continue }
        best[target] = Edge(
          site: target,
          from: link,
          to: other,
          certainty: arrival.flow.certainty,
          via: walker.connectors(to: arrival.flow.trail).via
        )
      }
    }
    return best.keys.sorted().compactMap { best[$0] }
  }

  /// The ways to all sites that some sites are joined with, the sites themselves included: the surest, then the shortest.
  ///
  /// - Parameter starts: The sites where packets start, with how sure it is that they get there.
  /// - Returns: For each site, the best way to it.
  package func ways(from starts: [(site: Int, certainty: Certainty)]) -> [Int: Way] {
    var ways: [Int: Way] = [:]
    // First what is sure, then what goes on from it with missing facts.
    for limit in [Certainty.may, .unknown] {
      var queue = ways.keys.sorted()
      for start in starts where start.certainty <= limit && ways[start.site] == nil {
        ways[start.site] = Way(start: start.site, path: [], certainty: start.certainty)
        queue.append(start.site)
      }
      var passed: Set<Door> = []
      var next = 0
      while next < queue.count {
        let site = queue[next]
        next += 1
        guard let way = ways[site] else { continue }
        for (door, link) in doors[site] where passed.insert(door).inserted {
          for var edge in exits[door] ?? [] where edge.certainty <= limit && ways[edge.site] == nil {
            edge.from = link
            ways[edge.site] = Way(
              start: way.start,
              path: way.path + [edge],
              certainty: max(way.certainty, edge.certainty)
            )
            queue.append(edge.site)
          }
        }
      }
    }
    return ways
  }
}
