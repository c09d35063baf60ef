/// Packets that get from one class of end points to another.
package struct Crossing: Sendable {
  /// Where the packets start.
  package enum Origin: Hashable, Sendable {
    /// Hosts of a class.
    case hosts(Int)
    /// Clients of a Client VPN endpoint.
    case clients(EstateID<ClientVPNEndpoint>)
    /// A relay that passes on what it took at one of its doors.
    case relay(RelayTable.Node)
    /// Hosts of a site behind a VPN connection or a virtual interface.
    case site(OnPremisesLink)
    /// Users of an EC2 Instance Connect Endpoint that shows their addresses.
    case instanceConnect(EstateID<InstanceConnectEndpoint>)
  }

  /// Where the packets start.
  package var origin: Origin
  /// The sender, as the walker takes it.
  package var sender: Sender
  /// The class that takes them; `-1` where no network interface does.
  package var receiver: Int
  /// The packets as they are taken.
  package var flow: Flow
  /// The elements that carried them from one place to the other, in order.
  package var via: [Symbol]
  /// The kinds of those elements.
  package var elements: Set<PathElement>
  /// The legs before, when the packets start at a relay: how somebody reaches the relay.
  ///
  /// All of them are of one kind, so that what a policy accepts of one it accepts of all.
  package var reachesRelayBy: [Crossing] = []
  /// The relays that took the packets where they arrived and handed them over to others, in order.
  package var handedOverBy: [RelayTable.Node] = []
  /// Whether there are answers on the legs before.
  package var isAnsweredBefore = true

  /// The relay that takes the packets where no network interface does; empty elsewhere.
  package var link: Symbol = .empty

  /// The first leg of one of the ways.
  package var firstLeg: Crossing { reachesRelayBy.first?.firstLeg ?? self }
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
      case .transitGateway:
        let isCoreNetwork = model.estate.symbols.utf8(step.resource).starts(with: "core-network-".utf8)
        element = isCoreNetwork ? .coreNetwork : .transitGateway
      case .enteredInternet, .destinationTranslated: element = .internet
      case .natTranslated: element = .natGateway
      case .vpnConnection: element = .vpn
      case .virtualInterface, .directConnectGateway: element = .directConnect
      case .clientVPNAuthorization: element = .clientVPN
      case .appliance, .unevaluatedEndpoint, .vpnGateway: break
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
