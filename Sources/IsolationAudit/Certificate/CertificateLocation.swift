/// A place of the forwarding graph, with what is known of the way of the packets that are there.
///
/// A certificate states for each location a set of headers that holds all packets of an origin that can be there.
package struct CertificateLocation: Hashable, Sendable {
  /// The place.
  package enum Place: Hashable, Sendable {
    /// Packets leave an interface of a subnet, past its security groups.
    case subnet(EstateID<Subnet>)
    /// Packets come from a transit gateway into the subnet of its attachment, before the subnet's route table.
    case attachment(EstateID<Subnet>)
    /// Packets are before the look-up in a transit gateway route table, from a zone; empty when it is not known.
    case transitGateway(EstateID<TransitGatewayRouteTable>, zone: Symbol)
    /// Packets are on the internet.
    case internet
    /// Packets are at the customer's end of a VPN connection.
    case site(EstateID<VPNConnection>)
  }
  /// The place.
  package var place: Place
  /// What is known of the way.
  package var history: History

  /// What is known of the way that packets have come.
  package struct History: Hashable, Sendable {
    /// How far the security groups of the sender count.
    package var identity: Identity
    /// Whether the source address is another than the sender's own.
    package var isTranslated: Bool
    /// The elements that all of the packets have passed.
    package var passed: Elements
    /// The load balancer that opened the connection; empty for the origin's own connections.
    package var relay: Symbol

    /// The beginning of a way.
    package static let start = History(identity: .own, isTranslated: false, passed: [], relay: .empty)

    /// The way after an element, with what it leaves of the sender's identity.
    func passing(_ element: Elements, _ identity: Identity? = nil) -> History {
      var result = self
      result.passed.insert(element)
      if let identity { result.identity = max(result.identity, identity) }
      return result
    }
  }

  /// How far the security groups of the sender count: references to groups match up to a point of the way.
  package enum Identity: String, Hashable, Sendable, Comparable, CaseIterable, Codable {
    /// In the sender's own VPC.
    case own
    /// Past one peering connection of one Region, or one transit gateway that supports references.
    case once
    /// Past anything else: references match no more.
    case lost

    package static func < (lhs: Identity, rhs: Identity) -> Bool { lhs.rank < rhs.rank }
    private var rank: Int { self == .own ? 0 : self == .once ? 1 : 2 }
  }

  /// Kinds of elements of a path, named as policies name them.
  package struct Elements: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    package static let internet = Elements(rawValue: 1)
    package static let peering = Elements(rawValue: 2)
    package static let transitGateway = Elements(rawValue: 4)
    package static let vpn = Elements(rawValue: 8)
    package static let clientVPN = Elements(rawValue: 16)
    package static let natGateway = Elements(rawValue: 32)
    package static let loadBalancer = Elements(rawValue: 64)

    private static let named: [(Elements, String)] = [
      (.internet, "internet"), (.peering, "peering"), (.transitGateway, "transit-gateway"), (.vpn, "vpn"),
      (.clientVPN, "client-vpn"), (.natGateway, "nat-gateway"), (.loadBalancer, "load-balancer"),
    ]

    /// The names of the elements.
    package var names: [String] { Self.named.filter { contains($0.0) }.map(\.1) }

    /// The elements of some names; names that are not known stand for nothing.
    package init(names: [String]) {
      self = Self.named.filter { names.contains($0.1) }.reduce(into: []) { $0.insert($1.0) }
    }
  }
}

extension CertificateLocation {
  /// The location as a certificate writes it.
  func written(_ estate: Estate) -> IsolationCertificates.Location {
    var result = IsolationCertificates.Location(
      place: "",
      id: nil,
      zone: nil,
      identity: history.identity.rawValue,
      isTranslated: history.isTranslated,
      passed: history.passed.names,
      relay: history.relay.isEmpty ? nil : estate.symbols[history.relay],
      boxes: []
    )
    switch place {
    case .subnet(let id): (result.place, result.id) = ("subnet", estate.symbols[estate.subnets[id].id])
    case .attachment(let id): (result.place, result.id) = ("attachment-subnet", estate.symbols[estate.subnets[id].id])
    case .transitGateway(let id, let zone):
      (result.place, result.id) = (
        "transit-gateway-route-table", estate.symbols[estate.transitGatewayRouteTables[id].id]
      )
      result.zone = zone.isEmpty ? nil : estate.symbols[zone]
    case .internet: result.place = "internet"
    case .site(let id): (result.place, result.id) = ("site", estate.symbols[estate.vpnConnections[id].id])
    }
    return result
  }

  /// The location that a certificate names, or `nil` when the estate has no such place.
  init?(_ written: IsolationCertificates.Location, in estate: Estate) {
    func symbol(_ text: String?) -> Symbol? {
      guard let text else { return .empty }
      return estate.symbols.find(text)
    }
    guard let identity = Identity(rawValue: written.identity), let relay = symbol(written.relay),
      let id = symbol(written.id), let zone = symbol(written.zone)
    else { return nil }
    let passed = Elements(names: written.passed)
    guard passed.names == written.passed else { return nil }
    history = History(identity: identity, isTranslated: written.isTranslated, passed: passed, relay: relay)
    switch written.place {
    case "subnet":
      guard let subnet = estate.subnet(id) else { return nil }
      place = .subnet(subnet)
    case "attachment-subnet":
      guard let subnet = estate.subnet(id) else { return nil }
      place = .attachment(subnet)
    case "transit-gateway-route-table":
      guard let table = estate.transitGatewayRouteTable(id) else { return nil }
      place = .transitGateway(table, zone: zone)
    case "internet": place = .internet
    case "site":
      guard let connection = estate.vpnConnection(id) else { return nil }
      place = .site(connection)
    default: return nil
    }
  }

  /// The place for readers.
  func text(_ estate: Estate) -> String {
    switch place {
    case .subnet(let id): "out of \(estate.symbols[estate.subnets[id].id])"
    case .attachment(let id): "in attachment subnet \(estate.symbols[estate.subnets[id].id])"
    case .transitGateway(let id, _): "at \(estate.symbols[estate.transitGatewayRouteTables[id].id])"
    case .internet: "on the internet"
    case .site(let id): "at the customer's end of \(estate.symbols[estate.vpnConnections[id].id])"
    }
  }

  /// What orders locations in a certificate: place, name, then the way.
  func sortKey(_ estate: Estate) -> String {
    let written = written(estate)
    return [
      written.place, written.id ?? "", written.zone ?? "", written.identity, written.isTranslated ? "1" : "0",
      written.passed.joined(separator: ","), written.relay ?? "",
    ].joined(separator: "\u{1}")
  }
}
