/// What an element did with packets, in the order of their way.
package struct TrailStep: Sendable {
  /// What happened.
  package enum Action: Sendable {
    case start
    case egressRule
    case aclEgress, aclIngress
    case route
    case deliveredInSubnet
    case sourceTranslated(AddressFamily, UInt128)
    case destinationTranslated(AddressFamily, UInt128)
    case natTranslated(UInt128)
    case natAnswered
    case enteredInternet
    case peering, transitGateway, transitGatewayRoute, vpnGateway, vpnConnection
    case directConnectGateway, virtualInterface
    case appliance, unevaluatedEndpoint, serviceEndpoint
    /// A Network Firewall let packets through; the note of its policy that decided.
    case firewall(Int32)
    /// A Network Firewall may let packets through; the note of the rule that is not evaluated.
    case firewallUndecided(Int32)
    case clientVPN, clientVPNAuthorization, clientVPNRoute
    case ingressRule
    case missing(ExplanationCode)
  }
  /// The step before, `-1` for the first.
  package var parent: Int32
  /// What happened.
  package var action: Action
  /// The element: a subnet, a table, a gateway.
  package var resource: Symbol
  /// The rule, route or entry that decided.
  package var rule: Provenance?
}

/// Why some packets went no further.
package struct Drop: Sendable {
  /// The reason.
  package var code: ExplanationCode
  /// The element that dropped them.
  package var resource: Symbol
  /// The rule or route that decided, where there is one.
  package var rule: Provenance?
  /// The last step before.
  package var trail: Int32
  /// The number of steps before.
  package var depth: Int16
  /// The list that refused them; `nil` when it was no list.
  package var filter: Filter?
  /// The packets, as they were when they were dropped.
  package var packets: [TrackedBox] = []
  /// The note of a firewall's policy that decided, where it was one; -1 for none.
  package var firewallNote: Int32 = -1

  /// A list of rules, in one direction.
  package enum Filter: Hashable, Sendable {
    /// A network ACL, by its index in the model, of packets that leave or enter the subnet.
    case networkACL(Int, isEgress: Bool)
    /// The security groups of an interface.
    case securityGroups(GroupSetID, isEgress: Bool)
  }
}

/// Where packets ended.
package struct Arrival: Sendable {
  /// A place where the walk ends.
  package enum Place: Sendable {
    /// Inside a subnet, behind its network ACL: some interface of it may own the destination.
    case subnet(EstateID<Subnet>)
    /// On the internet, at addresses that no interface of the estate owns.
    case internet
    /// Behind a VPN connection or a virtual interface; `nil` when it is not known which.
    case onPremises(OnPremisesLink?)
    /// At an AWS service: the resolver, the instance metadata service, a gateway endpoint.
    case service(Symbol)
    /// At an element that the snapshot does not define or that is not modelled.
    case beyond(ExplanationCode, Symbol, Provenance?)
  }
  /// The place.
  package var place: Place
  /// The packets as they arrive.
  package var flow: Flow
}
