/// Which party each network interface of an estate belongs to, with interfaces joined that no rule can tell apart.
package struct CertificateMembership: Sendable {
  /// Interfaces of one subnet, with one set of security groups, of the same parties.
  package struct Group: Sendable {
    var subnet: EstateID<Subnet>
    var securityGroups: GroupSetID
    /// A bit for each party.
    var parties: UInt128
    /// Whether the interfaces take packets from others.
    var receives: Bool
    /// Whether the interfaces send packets of their own.
    var sends: Bool
    /// The load balancer that they belong to.
    var balancer: EstateID<LoadBalancer>?
    /// Whether they lead to a service that is somebody else's, or not known.
    var isPrivateEndpoint: Bool
    /// The interfaces, in order of their ids.
    var members: [EstateID<NetworkInterface>]
    /// Their addresses.
    var addresses: CertificateAddresses
  }

  /// The largest number of parties.
  package static let maximumParties = 128

  /// The groups, in order of their first interfaces.
  private(set) var groups: [Group] = []
  /// The parties of each interface, a bit each.
  let parties: [UInt128]
  /// Interfaces whose subnet or VPC the estate does not hold.
  private(set) var unplaced: [EstateID<NetworkInterface>] = []

  private struct Key: Hashable {
    var subnet: EstateID<Subnet>
    var groups: GroupSetID
    var parties: UInt128
    var receives: Bool
    var sends: Bool
    var balancer: EstateID<LoadBalancer>?
    var isPrivateEndpoint: Bool
  }

  /// Groups the interfaces of an estate, in O(n log n); `parties` has a bit set for each interface.
  package init(_ network: CertificateNetwork, parties: [UInt128]) {
    self.parties = parties
    let estate = network.estate
    var places: [Key: Int] = [:]
    var gathered: [[(AddressFamily, AddressRange)]] = []
    for (index, interface) in estate.networkInterfaces.records.enumerated() {
      let id = EstateID<NetworkInterface>(index)
      guard let subnet = estate.subnet(interface.subnet), network.vpc(of: subnet) != nil else {
        unplaced.append(id)
        continue
      }
      let balancer = network.balancerOfInterface[id]
      let isPrivate =
        network.privateEndpoints[interface.id] != nil
        || (interface.kind == .vpcEndpoint && !network.knownEndpointInterfaces.contains(interface.id))
      let key = Key(
        subnet: subnet,
        groups: interface.groups,
        parties: parties[index],
        receives: Self.receives(interface.kind),
        sends: balancer == nil && Self.sends(interface.kind),
        balancer: balancer,
        isPrivateEndpoint: isPrivate
      )
      let place = places[key] ?? groups.count
      if place == groups.count {
        places[key] = place
        gathered.append([])
        groups.append(
          Group(
            subnet: subnet,
            securityGroups: key.groups,
            parties: key.parties,
            receives: key.receives,
            sends: key.sends,
            balancer: balancer,
            isPrivateEndpoint: isPrivate,
            members: [],
            addresses: CertificateAddresses([])
          )
        )
      }
      groups[place].members.append(id)
      gathered[place] += estate.interfaceAddresses[interface.addresses.range].map { ($0.family, $0.range) }
    }
    for index in groups.indices { groups[index].addresses = CertificateAddresses(gathered[index]) }
  }

  /// Whether interfaces of a kind take packets that nobody asked for: those of NAT gateways, transit gateways, functions and
  /// Client VPN endpoints do not.
  private static func receives(_ kind: NetworkInterface.Kind) -> Bool {
    switch kind {
    case .natGateway, .transitGateway, .lambda, .clientVPN: false
    default: true
    }
  }

  /// Whether interfaces of a kind send packets of their own: gateways, endpoints and Client VPN endpoints only pass on.
  private static func sends(_ kind: NetworkInterface.Kind) -> Bool {
    switch kind {
    case .natGateway, .transitGateway, .clientVPN, .vpcEndpoint, .gatewayLoadBalancerEndpoint: false
    default: true
    }
  }
}
