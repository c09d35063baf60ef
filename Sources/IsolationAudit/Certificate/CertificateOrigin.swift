/// The party whose packets an invariant is about, and whose interfaces count as receivers.
package struct CertificateOrigin: Sendable {
  typealias Group = CertificateMembership.Group

  /// The groups of interfaces that packets are followed to: of the receiving parties, of load balancers, of endpoints.
  private(set) var groups: [Group] = []
  /// For each subnet, its places in ``groups``.
  private(set) var groupsOfSubnet: [[Int]]
  /// The origin's own groups.
  private(set) var senders: [Group]
  /// The receiving parties, a bit each.
  let targets: UInt128
  /// The Client VPN endpoints whose clients are hosts of the origin.
  let endpoints: [EstateID<ClientVPNEndpoint>]
  /// The load balancers that are hosts of the origin.
  let balancers: [EstateID<LoadBalancer>]
  /// Load balancers of which the estate holds no interface: everybody may reach them.
  private(set) var homelessBalancers: [EstateID<LoadBalancer>] = []
  /// The addresses of the origin's interfaces, and of its Client VPN endpoints', that carry a security group.
  private var bearers: [Symbol: CertificateAddresses] = [:]
  /// For each VPN connection, the connections that lead to the same site.
  private var joined: [EstateID<VPNConnection>: [EstateID<VPNConnection>]] = [:]
  /// The connections that lead to trusted sites.
  private var trusted: Set<EstateID<VPNConnection>> = []
  /// Interfaces of the origin that stand in no known subnet.
  private(set) var unplaced: [EstateID<NetworkInterface>]

  /// Prepares an origin.
  ///
  /// - Parameters:
  ///   - network: The estate.
  ///   - membership: Who belongs to which party.
  ///   - party: The origin's index.
  ///   - targets: The receiving parties, a bit each.
  ///   - endpoints: The Client VPN endpoints whose clients are hosts of the origin.
  ///   - balancers: The load balancers that are hosts of the origin.
  ///   - sites: The sites outside of the estate.
  init(
    _ network: CertificateNetwork,
    _ membership: CertificateMembership,
    party: Int,
    targets: UInt128,
    endpoints: [EstateID<ClientVPNEndpoint>],
    balancers: [EstateID<LoadBalancer>],
    sites: [(connections: [EstateID<VPNConnection>], isTrusted: Bool)]
  ) {
    let estate = network.estate
    let own: UInt128 = 1 << UInt128(party)
    (self.targets, self.endpoints, self.balancers) = (targets, endpoints, balancers)
    groupsOfSubnet = Array(repeating: [], count: estate.subnets.count)
    senders = membership.groups.filter { $0.parties & own != 0 && $0.sends }
    unplaced = membership.unplaced.filter { membership.parties[Int($0.index)] & own != 0 }
    for group in membership.groups where group.receives {
      guard group.parties & targets != 0 || group.balancer != nil || group.isPrivateEndpoint else { continue }
      groupsOfSubnet[Int(group.subnet.index)].append(groups.count)
      groups.append(group)
    }
    homelessBalancers = estate.loadBalancers.ids.filter { network.nodes[Int($0.index)].isEmpty }
    var gathered: [Symbol: [(AddressFamily, AddressRange)]] = [:]
    for group in membership.groups where group.parties & own != 0 {
      for symbol in estate.groups(group.securityGroups) {
        gathered[symbol, default: []] +=
          group.addresses.ipv4.map { (.ipv4, $0) } + group.addresses.ipv6.map { (.ipv6, $0) }
      }
    }
    for endpoint in endpoints {
      for (subnet, carried) in CertificateStep.targetNetworks(of: endpoint, estate) {
        for symbol in estate.groups(carried) {
          gathered[symbol, default: []] += CertificateStep.clientAddresses(endpoint, subnet, estate).map { (.ipv4, $0) }
        }
      }
    }
    bearers = gathered.mapValues { CertificateAddresses($0) }
    join(sites, estate)
  }

  /// Connections lead to one site that the policy names together, or whose customer gateways have one address.
  private mutating func join(
    _ sites: [(connections: [EstateID<VPNConnection>], isTrusted: Bool)],
    _ estate: Estate
  ) {
    var classes: [[EstateID<VPNConnection>]] = sites.map(\.connections)
    var byAddress: [Symbol: [EstateID<VPNConnection>]] = [:]
    for id in estate.vpnConnections.ids {
      let gateway = estate.vpnConnections[id].customerGateway
      var address = gateway
      if let record = estate.customerGateway(gateway), !estate.customerGateways[record].address.isEmpty {
        address = estate.customerGateways[record].address
      }
      byAddress[address, default: []].append(id)
    }
    classes += byAddress.values
    for site in sites where site.isTrusted { trusted.formUnion(site.connections) }
    for members in classes {
      for id in members { joined[id] = Array(Set(joined[id] ?? []).union(members)).sorted() }
    }
  }

  /// Whether packets may concern somebody in a subnet.
  func concerns(_ subnet: EstateID<Subnet>) -> Bool { !groupsOfSubnet[Int(subnet.index)].isEmpty }

  /// Whether a connection leads to a site that keeps apart what it is connected with.
  func isTrusted(_ id: EstateID<VPNConnection>) -> Bool { trusted.contains(id) }

  /// The connections over which the site at the end of a connection can send, itself among them.
  func connections(joinedWith id: EstateID<VPNConnection>) -> [EstateID<VPNConnection>] { joined[id] ?? [id] }

  /// The part of a box that may come from an interface that carries a security group, where groups still count.
  ///
  /// A packet whose sender is still known has the sender's own source address.
  func carrying(
    _ group: Symbol,
    _ box: HeaderBox,
    _ history: CertificateLocation.History,
    _ network: CertificateNetwork
  ) -> [HeaderBox] {
    guard history.identity != .lost else { return [] }
    if !history.relay.isEmpty {
      guard let id = network.estate.loadBalancer(history.relay) else { return [box] }
      let carried =
        network.nodes[Int(id.index)].map { network.estate.networkInterfaces[$0].groups }
        + [network.estate.loadBalancers[id].groups]
      return carried.contains { network.estate.groups($0).contains(group) } ? [box] : []
    }
    let ranges = bearers[group]?.overlapping(box.source, box.family) ?? []
    guard let first = ranges.first, let last = ranges.last else { return [] }
    // Many addresses are taken for the range that they span: more than there are, never fewer.
    let sources = ranges.count > 16 ? [AddressRange(first.lower, last.upper)] : Array(ranges)
    return sources.compactMap { range in
      var part = box
      guard let source = box.source.intersection(range) else { return nil }
      part.source = source
      return part
    }
  }
}

extension CertificateStep {
  /// The packets that the origin's hosts, clients and load balancers send.
  mutating func start() {
    for interface in origin.unplaced {
      let record = estate.networkInterfaces[interface]
      let text = "the subnet of \(name(record.id)), or its VPC, is not in the snapshot"
      holes.append(Hole(text: text, rule: record.provenance, box: nil))
    }
    for group in origin.senders {
      for family in [AddressFamily.ipv4, .ipv6] {
        var sources = group.addresses[family]
        if sources.count > 8 {
          sources = estate.subnets[group.subnet].prefixes.filter { $0.family == family }.map(\.range)
        }
        for source in sources {
          let box = HeaderBox(family: family, source: source)
          let released = released(box, by: group.securityGroups)
          move(released, to: .subnet(group.subnet), .start, nil)
          guard notesStops else { continue }
          let kept = HeaderSet.subtract(released, from: [box])
          for symbol in estate.groups(group.securityGroups) where !kept.isEmpty {
            guard let id = estate.securityGroup(symbol) else { continue }
            stop(.senderGroups, "ENI_SG_RULES_MISMATCH", symbol, estate.securityGroups[id].provenance, kept)
          }
        }
      }
    }
    for endpoint in origin.endpoints { startClients(of: endpoint) }
    for endpoint in network.homelessEndpoints { enterService(of: endpoint, .start) }
    for balancer in origin.balancers + origin.homelessBalancers { start(balancer: balancer, passed: .loadBalancer) }
  }

  /// The packets that clients of a Client VPN endpoint send: authorized by some rule, and by a route to a target network.
  private mutating func startClients(of id: EstateID<ClientVPNEndpoint>) {
    let endpoint = estate.clientVPNEndpoints[id]
    guard endpoint.targetNetworks != nil else {
      let text = "the target networks of \(name(endpoint.id)) are not in the snapshot"
      return holes.append(Hole(text: text, rule: endpoint.provenance, box: nil))
    }
    let rules = endpoint.authorizationRules?.filter(\.isActive).map(\.destination.range) ?? [.all(.ipv4)]
    var history = History.start.passing(.clientVPN)
    history.isTranslated = true
    for (subnet, groups) in Self.targetNetworks(of: id, estate) {
      let routes =
        endpoint.routes?.filter { $0.isActive && $0.targetSubnet == estate.subnets[subnet].id }.map(\.destination.range)
        ?? [.all(.ipv4)]
      for source in Self.clientAddresses(id, subnet, estate) {
        for rule in rules {
          for route in routes {
            guard let destination = rule.intersection(route) else { continue }
            let box = HeaderBox(family: .ipv4, source: source, destination: destination)
            move(released(box, by: groups), to: .subnet(subnet), history, endpoint.provenance)
          }
        }
      }
    }
  }

  /// The subnets that a Client VPN endpoint is associated with, with the security groups of its interfaces there.
  static func targetNetworks(
    of id: EstateID<ClientVPNEndpoint>,
    _ estate: Estate
  ) -> [(EstateID<Subnet>, GroupSetID)] {
    let endpoint = estate.clientVPNEndpoints[id]
    return (endpoint.targetNetworks ?? []).filter(\.isAssociated).compactMap { network in
      estate.subnet(network.subnet).map { ($0, network.groups == .none ? endpoint.groups : network.groups) }
    }
  }

  /// The addresses that clients of an endpoint appear with in a subnet: any of the subnet, whichever interface is the
  /// endpoint's.
  static func clientAddresses(
    _ id: EstateID<ClientVPNEndpoint>,
    _ subnet: EstateID<Subnet>,
    _ estate: Estate
  ) -> [AddressRange] {
    estate.subnets[subnet].prefixes.filter { $0.family == .ipv4 }.map(\.range)
  }
}
