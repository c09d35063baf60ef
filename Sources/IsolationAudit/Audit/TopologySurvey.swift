/// The large pieces of an estate and what joins them, for the picture in the reports.
///
/// It takes what can be counted: attachments, peering connections, associations, VPN connections. Whether packets pass
/// there is not asked; that is what the findings tell. One pass over the records, near-linear in their number.
package struct TopologySurvey {
  /// The number of VPCs from which on they are told by account and environment.
  package static let maximumVPCs = 200
  /// The number of sites that are told one by one.
  static let maximumSites = 24

  let namer: ResourceNamer
  private(set) var nodes: [Topology.Node] = []
  private(set) var links: [Topology.Link] = []
  /// The node of a VPC, a gateway or an endpoint, and of the customer gateways and connections that lead to a site.
  private(set) var nodeOf: [Symbol: Int] = [:]
  /// The links between two nodes.
  private(set) var linksOf: [Pair: [Int]] = [:]
  private(set) var internet: Int?
  private var groups: [Group: Int] = [:]
  private var joined: [Joint: Int] = [:]
  private var sites: [String: Int] = [:]
  private let isAggregated: Bool

  /// Two nodes, the lesser first.
  struct Pair: Hashable {
    var first: Int
    var second: Int
    init(_ a: Int, _ b: Int) { (first, second) = (min(a, b), max(a, b)) }
  }

  /// The VPCs that are told as one.
  private struct Group: Hashable {
    var environment: Int16
    var account: Symbol
  }

  /// What joins two nodes; where VPCs are told together, all of a kind are one.
  private struct Joint: Hashable {
    var pair: Pair
    var kind: String
    var id: Symbol
  }

  var estate: Estate { namer.model.estate }

  /// Surveys an estate.
  package init(_ namer: ResourceNamer, maximumVPCs: Int = TopologySurvey.maximumVPCs) {
    self.namer = namer
    isAggregated = namer.model.estate.vpcs.count > maximumVPCs
    addVPCs()
    addGateways()
    addSites()
    joinPeerings()
    joinAttachments()
    joinInternet()
    joinOutside()
  }

  /// The survey with the findings that pass each link.
  package func topology(_ findings: [Finding]) -> Topology {
    var paths = TopologyPaths(self)
    for finding in findings { paths.follow(finding) }
    var links = paths.links
    let ids = nodes.map(\.id)
    let keys = nodes.map { [$0.environment ?? "\u{10FFFF}", $0.account ?? "", $0.id] }
    let order = nodes.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
    for index in links.indices {
      let ends = [ids[paths.ends[index].first], ids[paths.ends[index].second]]
      (links[index].from, links[index].to) = (ends[0], ends[1])
    }
    links.sort { ($0.from, $0.to, $0.kind, $0.id) < ($1.from, $1.to, $1.kind, $1.id) }
    return Topology(nodes: order.map { nodes[$0] }, links: links)
  }

  // MARK: Nodes

  @discardableResult
  private mutating func add(_ node: Topology.Node, for symbol: Symbol? = nil) -> Int {
    let index = nodes.count
    nodes.append(node)
    if let symbol { nodeOf[symbol] = index }
    return index
  }

  private func node(_ symbol: Symbol, _ kind: Topology.Node.Kind, detail: String = "") -> Topology.Node {
    let reference = namer.reference(symbol)
    var environment = reference.environment
    if environment == nil, kind == .transitGateway || kind == .vpnGateway, let account = reference.account {
      environment = self.environment(ofAccount: account)
    }
    return Topology.Node(
      id: reference.id,
      kind: kind,
      name: reference.name == reference.id ? nil : reference.name,
      account: reference.account,
      region: reference.region,
      environment: environment,
      detail: detail
    )
  }

  private func environment(ofAccount account: String) -> String? {
    guard let symbol = estate.symbols.find(account), case .account(let id)? = estate.find(symbol) else { return nil }
    return namer.environment(namer.placement.ofAccount[Int(id.index)])
  }

  private mutating func addVPCs() {
    nodes.reserveCapacity(min(estate.vpcs.count, Self.maximumVPCs) + 32)
    for id in estate.vpcs.ids {
      let vpc = estate.vpcs[id]
      if isAggregated {
        let group = Group(environment: namer.placement.ofVPC[Int(id.index)], account: vpc.owner)
        let index = groups[group] ?? addGroup(group)
        nodes[index].members = (nodes[index].members ?? 0) + 1
        nodeOf[vpc.id] = index
      } else {
        let prefixes = vpc.prefixes.prefix(3).map(\.description).joined(separator: ", ")
        let more = vpc.prefixes.count > 3 ? " and \(vpc.prefixes.count - 3) more" : ""
        add(node(vpc.id, .vpc, detail: prefixes + more), for: vpc.id)
      }
    }
  }

  private mutating func addGroup(_ group: Group) -> Int {
    let environment = namer.environment(group.environment)
    let account = estate.symbols[group.account]
    let name = estate.account(group.account).map { estate.symbols[estate.accounts[$0].name] }
    let index = add(
      Topology.Node(
        id: "vpcs/\(environment ?? "")/\(account)",
        kind: .vpc,
        name: name.flatMap { $0.isEmpty ? nil : $0 },
        account: account,
        environment: environment
      )
    )
    groups[group] = index
    return index
  }

  /// The node of a VPC, which need not be in the snapshot: the other side of a peering connection.
  private mutating func vpc(_ symbol: Symbol, account: Symbol, region: Symbol = .empty) -> Int? {
    guard !symbol.isEmpty else { return nil }
    if let index = nodeOf[symbol] { return index }
    if isAggregated {
      let index =
        groups[Group(environment: -1, account: account)] ?? addGroup(Group(environment: -1, account: account))
      nodes[index].members = (nodes[index].members ?? 0) + 1
      nodeOf[symbol] = index
      return index
    }
    return add(
      Topology.Node(
        id: estate.symbols[symbol],
        kind: .vpc,
        account: account.isEmpty ? nil : estate.symbols[account],
        region: region.isEmpty ? nil : estate.symbols[region],
        detail: "not in the snapshot"
      ),
      for: symbol
    )
  }

  private mutating func transitGateway(_ symbol: Symbol) -> Int? {
    guard !symbol.isEmpty else { return nil }
    return nodeOf[symbol] ?? add(node(symbol, .transitGateway), for: symbol)
  }

  private mutating func addGateways() {
    for gateway in estate.transitGateways.records { _ = transitGateway(gateway.id) }
    for network in estate.coreNetworks.records { _ = transitGateway(network.id) }
    for gateway in estate.directConnectGateways.records { add(node(gateway.id, .vpnGateway), for: gateway.id) }
    for endpoint in estate.clientVPNEndpoints.records {
      add(
        node(endpoint.id, .clientVPN, detail: endpoint.clientPrefix.map { "clients \($0)" } ?? ""),
        for: endpoint.id
      )
    }
  }

  // MARK: Sites

  private mutating func site(_ name: String, detail: String = "") -> Int {
    if let index = sites[name] { return index }
    let isFull = sites.count >= Self.maximumSites
    let key = isFull ? "other sites" : name
    if let index = sites[key] {
      nodes[index].members = (nodes[index].members ?? 1) + 1
      sites[name] = index
      return index
    }
    let index = add(Topology.Node(id: key, kind: .site, detail: isFull ? "" : detail))
    (sites[key], sites[name]) = (index, index)
    return index
  }

  private mutating func addSites() {
    let outside = OutsideConnections(namer)
    for policySite in namer.policy.outsideSites {
      let links = outside.links(of: policySite)
      guard !links.isEmpty else { continue }
      let prefixes = policySite.prefixes.prefix(3).map(\.description).joined(separator: ", ")
      let index = site(policySite.name, detail: policySite.title ?? prefixes)
      for link in links { nodeOf[link.resource(in: estate)] = index }
    }
    for link in namer.model.onPremises.all {
      let resource = link.resource(in: estate)
      // A Direct Connect gateway is a node of its own; what lies behind lines that are not known is a site beside it.
      if case .directConnectGateway(let id) = link {
        let index = site("lines of \(estate.symbols[estate.directConnectGateways[id].id])")
        if let gateway = nodeOf[resource], gateway != index {
          join(gateway, index, "Direct Connect", resource)
        }
        continue
      }
      if nodeOf[resource] == nil { nodeOf[resource] = site(name(of: link), detail: detail(of: link)) }
    }
  }

  private func name(of link: OnPremisesLink) -> String {
    guard case .vpn(let id) = link else {
      let reference = namer.reference(link.resource(in: estate))
      return reference.name ?? reference.id
    }
    let connection = estate.vpnConnections[id]
    let reference = namer.reference(
      connection.customerGateway.isEmpty ? connection.id : connection.customerGateway
    )
    return reference.name ?? reference.id
  }

  private func detail(of link: OnPremisesLink) -> String {
    guard case .vpn(let id) = link,
      case .customerGateway(let gateway)? = estate.find(estate.vpnConnections[id].customerGateway)
    else { return "" }
    return estate.symbols[estate.customerGateways[gateway].address]
  }

  // MARK: Links

  private mutating func join(_ first: Int, _ second: Int, _ kind: String, _ id: Symbol) {
    guard first != second else { return }
    let pair = Pair(first, second)
    let joint = Joint(pair: pair, kind: kind, id: isAggregated ? .empty : id)
    if let index = joined[joint] {
      if isAggregated { links[index].members = (links[index].members ?? 1) + 1 }
      return
    }
    joined[joint] = links.count
    linksOf[pair, default: []].append(links.count)
    links.append(Topology.Link(from: "", to: "", kind: kind, id: estate.symbols[id]))
  }

  private mutating func joinPeerings() {
    for connection in estate.peeringConnections.records where connection.isActive {
      let sides = [connection.requester, connection.accepter]
      guard let first = vpc(sides[0].vpc, account: sides[0].owner, region: sides[0].region),
        let second = vpc(sides[1].vpc, account: sides[1].owner, region: sides[1].region)
      else { continue }
      join(first, second, "VPC peering connection", connection.id)
    }
  }

  private mutating func joinAttachments() {
    for attachment in estate.transitGatewayAttachments.records where attachment.isAvailable {
      guard let gateway = transitGateway(attachment.transitGateway) else { continue }
      switch attachment.kind {
      case .vpc:
        guard let vpc = vpc(attachment.resource, account: attachment.resourceOwner) else { continue }
        join(vpc, gateway, "attachment", attachment.id)
      case .peering:
        guard let peer = transitGateway(attachment.peerTransitGateway) else { continue }
        // Both sides have a record of one id.
        join(gateway, peer, "transit gateway peering", attachment.id)
      case .directConnectGateway:
        guard let direct = nodeOf[attachment.resource] else { continue }
        join(gateway, direct, "Direct Connect", attachment.id)
      case .transitGatewayRouteTable:
        guard case .transitGatewayRouteTable(let table)? = estate.find(attachment.resource),
          let other = transitGateway(estate.transitGatewayRouteTables[table].transitGateway)
        else { continue }
        join(gateway, other, "route table attachment", attachment.id)
      case .vpn: continue
      case .connect, .other:
        if let site = nodeOf[attachment.id] { join(gateway, site, "Connect attachment", attachment.id) }
      }
    }
  }

  private mutating func joinInternet() {
    for gateway in estate.internetGateways.records {
      for attachment in gateway.attachments where attachment.isUsable {
        guard let vpc = nodeOf[attachment.vpc] else { continue }
        let index = internet ?? add(Topology.Node(id: "internet", kind: .internet))
        internet = index
        join(vpc, index, gateway.isEgressOnly ? "egress-only internet gateway" : "internet gateway", gateway.id)
      }
    }
  }

  private mutating func joinOutside() {
    for connection in estate.vpnConnections.records where connection.isAvailable {
      guard let site = nodeOf[connection.id] else { continue }
      let end =
        connection.transitGateway.isEmpty
        ? vpc(ofVPNGateway: connection.vpnGateway) : transitGateway(connection.transitGateway)
      if let end { join(end, site, "VPN connection", connection.id) }
    }
    for interface in estate.virtualInterfaces.records where interface.isUsable {
      guard let site = nodeOf[interface.id] else { continue }
      if let end = nodeOf[interface.gateway] ?? vpc(ofVPNGateway: interface.gateway) {
        join(end, site, "virtual interface", interface.id)
      }
    }
    for gateway in estate.directConnectGateways.records {
      guard let index = nodeOf[gateway.id] else { continue }
      for association in gateway.associations where association.isAssociated {
        guard let end = vpc(ofVPNGateway: association.gateway) else { continue }
        join(end, index, "Direct Connect", association.gateway)
      }
    }
    for endpoint in estate.clientVPNEndpoints.records {
      guard let index = nodeOf[endpoint.id] else { continue }
      var vpcs = [endpoint.vpc]
      for network in endpoint.targetNetworks ?? [] where network.isAssociated {
        if let subnet = estate.subnet(network.subnet) { vpcs.append(estate.subnets[subnet].vpc) }
      }
      for vpc in vpcs { if let end = nodeOf[vpc] { join(end, index, "Client VPN endpoint", endpoint.id) } }
    }
  }

  /// The VPC that a virtual private gateway is attached to.
  func vpc(ofVPNGateway symbol: Symbol) -> Int? {
    guard case .vpnGateway(let id)? = estate.find(symbol) else { return nil }
    return estate.vpnGateways[id].attachments.first(where: \.isUsable).flatMap { nodeOf[$0.vpc] }
  }
}
