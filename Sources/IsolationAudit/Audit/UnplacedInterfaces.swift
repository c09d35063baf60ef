/// Network interfaces that stand somewhere, or work for something, that is not in the snapshot.
///
/// A host without a subnet has no routes, and a relay without its record passes connections on that nobody sees: in both
/// cases silence would look like isolation.
package struct UnplacedInterfaces: Sendable {
  /// What is missing, with the environment of the interfaces, `-1` for none; sorted.
  package let gaps: [(environment: Int16, text: String)]

  /// What hangs on interfaces that miss the same thing.
  private struct Group: Hashable {
    var kind: Kind
    var place: Symbol
    var environment: Int16
  }

  private enum Kind: Hashable {
    /// The subnet, or its VPC, is not in the snapshot.
    case home
    /// The load balancer is not in the snapshot.
    case loadBalancer
    /// The Client VPN endpoint is not in the snapshot.
    case clientVPN
    /// The VPC endpoint is not in the snapshot: nobody knows what service it leads to.
    case vpcEndpoint
  }

  /// Looks at all interfaces of an estate, in O(n).
  package init(_ facts: EstateFacts, _ placement: Placement) {
    let estate = facts.estate
    let endpoints = ClientVPNSubnets(estate)
    var members: [Group: (count: Int, first: String)] = [:]
    for (index, interface) in estate.networkInterfaces.records.enumerated() {
      let id = EstateID<NetworkInterface>(index)
      var found: (Kind, Symbol)?
      if let subnet = estate.subnet(interface.subnet) {
        let vpc = estate.subnets[subnet].vpc
        if estate.vpc(vpc) == nil {
          found = (.home, vpc)
        } else if Self.isOfLoadBalancer(interface, estate), facts.owner(of: id) == nil {
          found = (.loadBalancer, interface.subnet)
        } else if interface.kind == .clientVPN, !endpoints.mayHold(interface) {
          found = (.clientVPN, interface.subnet)
        } else if interface.kind == .vpcEndpoint, facts.owner(of: id) == nil {
          found = (.vpcEndpoint, interface.subnet)
        }
      } else {
        found = (.home, interface.subnet)
      }
      guard let (kind, place) = found else { continue }
      let name = estate.symbols[interface.id]
      let group = Group(kind: kind, place: place, environment: placement.ofInterface[index])
      let known = members[group]
      members[group] = ((known?.count ?? 0) + 1, min(known?.first ?? name, name))
    }
    gaps = members.map { group, interfaces in
      let place = group.place.isEmpty ? "a subnet that is not told" : estate.symbols[group.place]
      let others = interfaces.count == 1 ? "" : " and \(interfaces.count - 1) more"
      let what = "\(interfaces.first)\(others)"
      let text =
        switch group.kind {
        case .home: "\(place), which holds \(what), is not in the snapshot"
        case .loadBalancer: "the load balancer of \(what) in \(place) is not in the snapshot"
        case .clientVPN: "the Client VPN endpoint of \(what) in \(place) is not in the snapshot"
        case .vpcEndpoint: "the VPC endpoint of \(what) in \(place) is not in the snapshot"
        }
      return (group.environment, text)
    }.sorted { ($0.text, $0.environment) < ($1.text, $1.environment) }
  }

  /// Whether AWS made an interface for a load balancer, of any generation.
  private static func isOfLoadBalancer(_ interface: NetworkInterface, _ estate: Estate) -> Bool {
    switch interface.kind {
    case .loadBalancer, .networkLoadBalancer, .gatewayLoadBalancer: return true
    case .interface:
      guard interface.isRequesterManaged || !interface.requester.isEmpty else { return false }
      return estate.symbols.utf8(interface.description).starts(with: "ELB ".utf8)
    default: return false
    }
  }
}

/// Where the Client VPN endpoints of an estate have interfaces.
private struct ClientVPNSubnets {
  private var subnets: Set<Symbol> = []
  /// Accounts of endpoints whose target networks are not known.
  private var unknown: Set<Symbol> = []

  init(_ estate: Estate) {
    for endpoint in estate.clientVPNEndpoints.records {
      if let networks = endpoint.targetNetworks {
        subnets.formUnion(networks.map(\.subnet))
      } else {
        unknown.insert(endpoint.owner)
      }
    }
  }

  /// Whether an endpoint of the estate may own an interface.
  func mayHold(_ interface: NetworkInterface) -> Bool {
    subnets.contains(interface.subnet) || unknown.contains(interface.owner)
  }
}
