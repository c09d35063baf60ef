/// One step of forwarding: from a location to all locations that packets there can be at next.
///
/// Written record by record from AWS's rules, for sets of packets, and never too small: where AWS's behaviour or a fact is not
/// known, more packets go on, or the step says that they get to where the certificate's knowledge ends (``Hole``).
package struct CertificateStep {
  let network: CertificateNetwork
  let origin: CertificateOrigin
  /// Whether what stops packets is noted.
  let notesStops: Bool

  /// Packets at the next location.
  struct Move {
    var location: CertificateLocation
    var box: HeaderBox
    /// The route or record that led there; `nil` for the origin's own sending.
    var rule: Provenance?
  }

  /// Packets that the interfaces of a class take.
  struct Taking {
    var group: Int
    var box: HeaderBox
    var history: CertificateLocation.History
  }

  /// Packets that get to where what happens next is not known or not covered by certificates.
  struct Hole: Hashable {
    /// What is there, in words.
    var text: String
    /// The route or record that leads there.
    var rule: Provenance?
    /// The destinations of the packets; `nil` when what is there may send packets of its own anywhere.
    var box: HeaderBox?
  }

  /// Packets that an element stops.
  struct Stop: Hashable {
    /// The place in the order in which packets meet elements.
    var stage: Int
    var code: String
    var resource: Symbol
    var rule: Provenance?
    var family: AddressFamily
    var destination: AddressRange
  }

  var moves: [Move] = []
  var arrivals: [Taking] = []
  var holes: [Hole] = []
  var stops: Set<Stop> = []

  init(_ network: CertificateNetwork, _ origin: CertificateOrigin, notesStops: Bool) {
    (self.network, self.origin, self.notesStops) = (network, origin, notesStops)
  }

  var estate: Estate { network.estate }

  typealias History = CertificateLocation.History

  /// How packets came to the router of a VPC.
  struct Entrance {
    enum Door: Equatable {
      /// From an interface of a subnet, past the subnet's network ACL.
      case subnet(EstateID<Subnet>)
      /// From a transit gateway, in the attachment's subnet.
      case attachment(EstateID<Subnet>)
      /// From a gateway or a peering connection.
      case gateway
    }
    var vpc: EstateID<VPC>
    var door: Door
    /// The internet or virtual private gateway whose edge route table is asked.
    var edge: Symbol = .empty

    var subnet: EstateID<Subnet>? {
      switch door {
      case .subnet(let id), .attachment(let id): id
      case .gateway: nil
      }
    }
  }

  /// Forgets where packets got to, to take another step; what stopped packets stays noted.
  mutating func clear() {
    moves.removeAll(keepingCapacity: true)
    arrivals.removeAll(keepingCapacity: true)
    holes.removeAll(keepingCapacity: true)
  }

  /// Takes packets one step on.
  mutating func advance(_ location: CertificateLocation, _ box: HeaderBox) {
    switch location.place {
    case .subnet(let subnet): leave(subnet, box, location.history)
    case .attachment(let subnet):
      guard let vpc = network.vpc(of: subnet), let table = network.tableOfSubnet[Int(subnet.index)] else {
        return hole("the route table of \(name(estate.subnets[subnet].id)) is not in the snapshot", nil, [box])
      }
      route(table, [box], location.history, Entrance(vpc: vpc, door: .attachment(subnet)))
    case .transitGateway(let table, let zone): lookUp(table, zone, box, location.history)
    case .internet: comeFromInternet(box, location.history)
    case .site(let connection): comeFromSite(connection, location.history)
    }
  }

  // MARK: - Notes

  func name(_ symbol: Symbol) -> String { symbol.isEmpty ? "something that is not named" : estate.symbols[symbol] }

  mutating func move(_ boxes: [HeaderBox], to place: CertificateLocation.Place, _ history: History, _ rule: Provenance?)
  {
    let location = CertificateLocation(place: place, history: history)
    for box in boxes { moves.append(Move(location: location, box: box, rule: rule)) }
  }

  mutating func hole(_ text: String, _ rule: Provenance?, _ boxes: [HeaderBox]) {
    for box in boxes { holes.append(Hole(text: text, rule: rule, box: box)) }
  }

  /// Packets get to a network that the estate does not hold, which may send anything anywhere in return.
  mutating func escape(_ text: String, _ rule: Provenance?, _ boxes: [HeaderBox]) {
    if !boxes.isEmpty { holes.append(Hole(text: text, rule: rule, box: nil)) }
  }

  /// What stops packets, with where in the order of elements.
  enum Stage: Int {
    case senderGroups, senderList, routeTable, gateway, transitGateway, endpoint, receiverList, receiver
  }

  mutating func stop(_ stage: Stage, _ code: String, _ resource: Symbol, _ rule: Provenance?, _ boxes: [HeaderBox]) {
    guard notesStops else { return }
    for box in boxes {
      stops.insert(
        Stop(
          stage: stage.rawValue,
          code: code,
          resource: resource,
          rule: rule,
          family: box.family,
          destination: box.destination
        )
      )
    }
  }

  // MARK: - Network ACLs

  /// What the network ACL of a subnet lets through: the first entry that matches decides, and what none matches is denied.
  mutating func pass(_ boxes: [HeaderBox], list subnet: EstateID<Subnet>, isEgress: Bool) -> [HeaderBox] {
    guard let id = network.listOfSubnet[Int(subnet.index)] else { return boxes }
    let entries = isEgress ? network.entries[Int(id.index)].egress : network.entries[Int(id.index)].ingress
    let stage: Stage = isEgress ? .senderList : .receiverList
    var passed: [HeaderBox] = []
    for box in boxes {
      var rest = [box]
      for entry in entries where entry.box.family == box.family {
        if rest.isEmpty { break }
        let matched = rest.compactMap { $0.intersection(entry.box) }
        guard !matched.isEmpty else { continue }
        if entry.allows {
          passed += matched
        } else {
          stop(stage, "SUBNET_ACL_RESTRICTION", estate.networkACLs[id].id, entry.provenance, matched)
        }
        rest = HeaderSet.subtract(entry.box, from: rest)
      }
      stop(stage, "SUBNET_ACL_RESTRICTION", estate.networkACLs[id].id, estate.networkACLs[id].provenance, rest)
    }
    return passed
  }

  // MARK: - Subnets and VPCs

  /// Packets leave an interface: inside the subnet directly, elsewhere past the network ACL and by the route table.
  mutating func leave(_ subnet: EstateID<Subnet>, _ box: HeaderBox, _ history: History) {
    var rest = [box]
    for prefix in estate.subnets[subnet].prefixes where prefix.family == box.family {
      deliver(CertificateBoxes.narrowed(rest, to: prefix.range), in: subnet, history)
      rest = CertificateBoxes.removing(prefix.range, from: rest)
    }
    rest = pass(rest, list: subnet, isEgress: true)
    guard !rest.isEmpty else { return }
    guard let vpc = network.vpc(of: subnet), let table = network.tableOfSubnet[Int(subnet.index)] else {
      return hole("the route table of \(name(estate.subnets[subnet].id)) is not in the snapshot", nil, rest)
    }
    route(table, rest, history, Entrance(vpc: vpc, door: .subnet(subnet)))
  }

  /// Packets are looked up in a route table of a VPC.
  mutating func route(_ id: EstateID<RouteTable>, _ boxes: [HeaderBox], _ history: History, _ entrance: Entrance) {
    let routes = network.routes[Int(id.index)]
    let table = estate.routeTables[id]
    for route in routes.unknown {
      hole("the prefix list of a route of \(name(table.id)) is not in the snapshot", route.provenance, boxes)
    }
    let (taken, rest) = routes.split(boxes)
    for (route, part) in taken { forward(route, part, history, entrance, table.id) }
    if routes.untold.isEmpty {
      stop(.routeTable, "NO_ROUTE_TO_DESTINATION", table.id, table.provenance, rest)
    } else {
      hole("what \(name(routes.untold[0])) propagates into \(name(table.id)) is not known", table.provenance, rest)
    }
  }

  private mutating func forward(
    _ route: Route,
    _ boxes: [HeaderBox],
    _ history: History,
    _ entrance: Entrance,
    _ table: Symbol
  ) {
    if route.isBlackhole { return stop(.routeTable, "BAD_STATE_ROUTE", table, route.provenance, boxes) }
    switch route.target {
    case .local: return deliverLocally(boxes, history, entrance)
    case .natGateway(let id): return translate(boxes, at: id, history, entrance, route.provenance)
    case .networkInterface(let id): return enterAppliance(id, boxes, history, entrance, route.provenance)
    case .vpcEndpoint(let id): return enterEndpoint(id, boxes, history, entrance, route.provenance)
    default: break
    }
    // What leaves the VPC leaves the attachment's subnet first.
    let out = passDoor(boxes, entrance)
    switch route.target {
    case .internetGateway(let id): leaveToInternet(id, out, history, entrance, route.provenance)
    case .egressOnlyInternetGateway(let id): leaveByEgressOnly(id, out, history, entrance, route.provenance)
    case .peeringConnection(let id): crossPeering(id, out, history, entrance, route.provenance)
    case .transitGateway(let id): enterTransitGateway(id, out, history, entrance, route.provenance)
    case .vpnGateway(let id): leaveByVPNGateway(id, out, history, entrance, route)
    case .unsupported(let id), .coreNetwork(let id):
      escape("\(name(id)) is not covered by certificates", route.provenance, boxes)
    default: escape("a route of \(name(table)) leads to something that is not told", route.provenance, boxes)
    }
  }

  /// Packets that a transit gateway brought are judged by the network ACL of the attachment's subnet on their way out of it.
  mutating func passDoor(_ boxes: [HeaderBox], _ entrance: Entrance) -> [HeaderBox] {
    guard case .attachment(let door) = entrance.door else { return boxes }
    return pass(boxes, list: door, isEgress: true)
  }

  /// The VPC hands packets to the subnets that hold their destinations.
  mutating func deliverLocally(_ boxes: [HeaderBox], _ history: History, _ entrance: Entrance) {
    var rest = boxes
    for subnet in network.subnetsOfVPC[Int(entrance.vpc.index)] {
      for prefix in estate.subnets[subnet].prefixes {
        let part = CertificateBoxes.narrowed(rest.filter { $0.family == prefix.family }, to: prefix.range)
        guard !part.isEmpty else { continue }
        rest =
          rest.filter { $0.family != prefix.family }
          + CertificateBoxes.removing(prefix.range, from: rest.filter { $0.family == prefix.family })
        // Nobody there concerns the certificate: no need to look at the filters.
        guard origin.concerns(subnet) else { continue }
        if entrance.subnet == subnet {
          deliver(part, in: subnet, history)
        } else {
          deliver(pass(passDoor(part, entrance), list: subnet, isEgress: false), in: subnet, history)
        }
      }
    }
    stop(
      .routeTable,
      "NO_POSSIBLE_DESTINATION",
      estate.vpcs[entrance.vpc].id,
      estate.vpcs[entrance.vpc].provenance,
      rest
    )
  }
}
