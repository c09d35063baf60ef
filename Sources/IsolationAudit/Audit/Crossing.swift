/// Packets that get from one class of end points to another.
package struct Crossing: Sendable {
  /// Where the packets start.
  package enum Origin: Hashable, Sendable {
    /// Hosts of a class.
    case hosts(Int)
    /// Clients of a Client VPN endpoint.
    case clients(EstateID<ClientVPNEndpoint>)
    /// A load balancer that opens connections to its targets.
    case balancer(EstateID<LoadBalancer>, class: Int)
    /// Hosts of a site behind a VPN connection.
    case site(EstateID<VPNConnection>)
  }

  /// Where the packets start.
  package var origin: Origin
  /// The sender, as the walker takes it.
  package var sender: Sender
  /// The class that takes them.
  package var receiver: Int
  /// The packets as they are taken.
  package var flow: Flow
  /// The elements that carried them from one place to the other, in order.
  package var via: [Symbol]
  /// The kinds of those elements.
  package var elements: Set<PathElement>
  /// The first leg, when the packets start at a relay: how somebody reaches the relay.
  package var reachesRelayBy: [Crossing] = []

  /// The crossing once for each kind of way to the relay: what a policy accepts of one, it may not accept of another.
  package var waysToRelay: [Crossing] {
    var groups: [[Crossing]] = []
    for first in reachesRelayBy {
      if let same = groups.firstIndex(where: { group in
        group[0].receiver == first.receiver && group[0].elements == first.elements
      }) {
        groups[same].append(first)
      } else {
        groups.append([first])
      }
    }
    guard groups.count > 1 else { return [self] }
    return groups.map { group in
      var way = self
      way.reachesRelayBy = group
      return way
    }
  }
}

extension Walker {
  /// The elements that carried packets between networks, in order, from a step of the trail.
  package func connectors(to last: Int32) -> (via: [Symbol], elements: Set<PathElement>) {
    var via: [Symbol] = []
    var elements: Set<PathElement> = []
    var index = last
    while index >= 0 {
      let step = trail[Int(index)]
      var element: PathElement?
      switch step.action {
      case .peering: element = .peering
      case .transitGateway: element = .transitGateway
      case .enteredInternet, .destinationTranslated: element = .internet
      case .natTranslated: element = .natGateway
      case .vpnGateway, .vpnConnection: element = .vpn
      case .clientVPNAuthorization: element = .clientVPN
      case .appliance, .unevaluatedEndpoint: break
      case .firewall, .firewallUndecided:
        // The endpoints of a firewall are one way across.
        if let firewall = model.firewalls.firewall(at: step.resource) {
          let arn = estate.networkFirewalls[firewall].arn
          if !via.contains(arn) { via.append(arn) }
          index = step.parent
          continue
        }
      default:
        index = step.parent
        continue
      }
      if let element { elements.insert(element) }
      if !via.contains(step.resource) { via.append(step.resource) }
      index = step.parent
    }
    return (via.reversed(), elements)
  }
}
