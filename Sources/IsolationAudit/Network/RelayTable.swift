/// The relays of an estate, with the indices that walks over them need.
///
/// Built once with the ``ForwardingModel``, in O(n) of the load balancers, endpoints and targets; empty, and free, when there
/// are none. A builder for each kind of relay adds its own (`RelayTable+LoadBalancers.swift`).
package struct RelayTable: Sendable {
  /// The relays, in order of being added.
  package private(set) var relays: [Relay] = []
  private var named: [Symbol: Int] = [:]
  private var doorOfInterface: [EstateID<NetworkInterface>: DoorID] = [:]
  private var hostDoors: [EstateID<VPC>: [DoorID]] = [:]
  /// The exits to each address, for a search from a target backwards.
  private var exitsToAddress: [IPAddress: [ExitID]] = [:]
  /// The exits to ranges of addresses, to services, and those with a fact missing.
  private var otherExits: [ExitID] = []
  /// The exits that hand over to each relay.
  private var handOvers: [Int: [ExitID]] = [:]

  /// A door of a relay.
  package struct DoorID: Hashable, Comparable, Sendable {
    /// The relay, by its place in ``RelayTable/relays``.
    package var relay: Int
    /// The door, by its place in ``Relay/doors``.
    package var door: Int

    package init(relay: Int, door: Int) { (self.relay, self.door) = (relay, door) }

    package static func < (a: Self, b: Self) -> Bool { (a.relay, a.door) < (b.relay, b.door) }
  }

  /// An exit of a relay.
  package struct ExitID: Hashable, Sendable {
    /// The relay, by its place in ``RelayTable/relays``.
    package var relay: Int
    /// The entry, by its place in ``Relay/entries``.
    package var entry: Int
    /// The exit, by its place in ``Relay/Entry/exits``.
    package var exit: Int
  }

  /// A connection inside a relay: the entry that took it, the door at which it came in, and whether another relay handed it
  /// over, so that nobody behind sees the client's address.
  package struct Node: Hashable, Comparable, Sendable {
    /// The relay, by its place in ``RelayTable/relays``.
    package var relay: Int
    /// The entry, by its place in ``Relay/entries``.
    package var entry: Int
    /// The door, by its place in ``Relay/doors``.
    package var door: Int
    /// Whether another relay handed it over.
    package var isHandedOver = false

    package init(relay: Int, entry: Int, door: Int, isHandedOver: Bool = false) {
      (self.relay, self.entry, self.door, self.isHandedOver) = (relay, entry, door, isHandedOver)
    }

    /// The door.
    package var doorID: DoorID { DoorID(relay: relay, door: door) }

    package static func < (a: Self, b: Self) -> Bool {
      (a.relay, a.entry, a.door, a.isHandedOver ? 1 : 0) < (b.relay, b.entry, b.door, b.isHandedOver ? 1 : 0)
    }
  }

  /// Creates a table without relays.
  package init() {}

  /// Collects the relays of an estate.
  package init(_ model: ForwardingModel) {
    addLoadBalancers(model)
    addInterfaceEndpoints(model)
    addLattice(model)
    addResolverEndpoints(model)
    finish()
  }

  /// Whether there are none.
  package var isEmpty: Bool { relays.isEmpty }

  /// Adds a relay; a second one of the same name is left out.
  package mutating func add(_ relay: Relay) {
    guard named[relay.id] == nil else { return }
    let index = relays.count
    named[relay.id] = index
    relays.append(relay)
    for (door, record) in relay.doors.enumerated() {
      let id = DoorID(relay: index, door: door)
      switch record.place {
      case .interfaces(let interfaces, _): for interface in interfaces { doorOfInterface[interface] = id }
      case .hosts(let vpc, _): hostDoors[vpc, default: []].append(id)
      }
    }
  }

  /// Indexes the exits, once all relays are known.
  private mutating func finish() {
    for (index, relay) in relays.enumerated() {
      for (entry, record) in relay.entries.enumerated() {
        for (exit, way) in record.exits.enumerated() {
          let id = ExitID(relay: index, entry: entry, exit: exit)
          switch way.end {
          case .address(let family, let range) where range.lower == range.upper:
            exitsToAddress[IPAddress(family: family, value: range.lower), default: []].append(id)
          case .handOver(let other, _, _):
            if let other = named[other] { handOvers[other, default: []].append(id) }
          case .address, .service, .missing: otherExits.append(id)
          }
        }
      }
    }
  }

  // MARK: - Look-up

  /// The relay of a name, by its place in ``relays``; `nil` when it is none.
  package subscript(_ name: Symbol) -> Int? { named[name] }

  /// An exit.
  package subscript(_ id: ExitID) -> Relay.Exit { relays[id.relay].entries[id.entry].exits[id.exit] }

  /// A door.
  package subscript(_ id: DoorID) -> Relay.Door { relays[id.relay].doors[id.door] }

  /// The entry of a node.
  package subscript(_ node: Node) -> Relay.Entry { relays[node.relay].entries[node.entry] }

  /// The door that an interface belongs to; `nil` when no relay owns it.
  package func door(of interface: EstateID<NetworkInterface>) -> DoorID? { doorOfInterface[interface] }

  /// The doors that every host of a VPC stands at.
  package func doors(ofHostsIn vpc: EstateID<VPC>) -> [DoorID] { hostDoors[vpc] ?? [] }

  /// The exits that may lead to an address: to it exactly, to a range, or nobody knows where.
  package func exits(to address: IPAddress) -> [ExitID] {
    (exitsToAddress[address] ?? [])
      + otherExits.filter { id in
        switch self[id].end {
        case .address(let family, let range): family == address.family && range.contains(address.value)
        case .missing: true
        case .service, .handOver: false
        }
      }
  }

  /// The exits that may lead to some address of a range.
  package func exits(to family: AddressFamily, _ range: AddressRange) -> [ExitID] {
    guard range.lower < range.upper else { return exits(to: IPAddress(family: family, value: range.lower)) }
    let inside = exitsToAddress.keys.filter { $0.family == family && range.contains($0.value) }
    return inside.sorted { $0.value < $1.value }.flatMap { exitsToAddress[$0] ?? [] }
      + otherExits.filter { id in
        switch self[id].end {
        case .address(let other, let addresses): other == family && addresses.overlaps(range)
        case .missing: true
        case .service, .handOver: false
        }
      }
  }

  /// Whether a relay has doors of both IP versions: what comes in one and leaves in the other has the relay's own address.
  package func translates(_ relay: Int) -> Bool {
    let ranges = relays[relay].doors.flatMap(\.ranges)
    return ranges.contains { $0.family == .ipv4 } && ranges.contains { $0.family == .ipv6 }
  }

  /// The exits to a service.
  package func exits(toService service: Symbol) -> [ExitID] {
    otherExits.filter { if case .service(service) = self[$0].end { true } else { false } }
  }

  /// The exits that hand over to a relay.
  package func handOvers(to relay: Int) -> [ExitID] { handOvers[relay] ?? [] }

  /// The nodes of an entry: one for each door that offers it.
  package func nodes(relay: Int, entry: Int, isHandedOver: Bool) -> [Node] {
    relays[relay].doors.indices.filter { relays[relay].entries[entry].isOffered(at: $0) }
      .map { Node(relay: relay, entry: entry, door: $0, isHandedOver: isHandedOver) }
  }

  /// A hand-over from one relay to a node of another.
  package struct HandOver: Hashable, Sendable {
    /// The node that hands over.
    package var from: Node
    /// The security groups that must admit what comes.
    package var admission: GroupSetID
    /// Whether it may not exist: a fact that decides it is missing.
    package var isUncertain: Bool
  }

  /// The hand-overs to a node.
  package func handOvers(into node: Node) -> [HandOver] {
    guard node.isHandedOver else { return [] }
    let taken = self[node]
    return handOvers(to: node.relay).flatMap { id -> [HandOver] in
      guard case .handOver(_, let admission, let doors) = self[id].end, doors?.contains(node.door) ?? true,
        Self.overlap(relays[id.relay].entries[id.entry], taken)
      else { return [] }
      let exit = self[id]
      return [false, true].flatMap { nodes(relay: id.relay, entry: id.entry, isHandedOver: $0) }
        .filter { uses(exit, at: $0) }
        .map { HandOver(from: $0, admission: admission, isUncertain: exit.isUncertain || self[$0].isUncertain) }
    }
  }

  private static func overlap(_ a: Relay.Entry, _ b: Relay.Entry) -> Bool {
    guard a.ports.lower <= b.ports.upper, b.ports.lower <= a.ports.upper else { return false }
    return a.protocols.contains { one in b.protocols.contains { one.intersection($0) != nil } }
  }

  /// Whether an exit is used for what came in at a door: cross-zone load balancing may be off.
  package func uses(_ exit: Relay.Exit, at node: Node) -> Bool {
    guard let zone = exit.zone else { return true }
    return self[node.doorID].zone == zone
  }
}

extension RelayTable {
  /// What a relay's entries take of packets that arrive at one of its doors: the listeners' protocols and ports.
  ///
  /// ICMP is kept, because nodes of load balancers answer it. Everything is kept where an entry may exist that is not known.
  package func taken(_ flow: Flow, at door: DoorID) -> Flow? {
    let relay = relays[door.relay]
    let entries = relay.entries.filter { $0.isOffered(at: door.door) }
    if entries.contains(where: \.isUncertain) { return flow }
    let echo: ProtocolRange = flow.family == .ipv4 ? .icmp : .icmpv6
    return flow.mapping { box in
      var parts: [TrackedBox] = []
      for part in [box.narrowed(to: HeaderBox(family: flow.family, protocols: echo))].compactMap({ $0 })
        + entries.flatMap({ Self.parts(of: box, takenBy: $0) })
      where !parts.contains(part) {
        parts.append(part)
      }
      return parts
    }
  }

  /// What one entry takes of packets that arrive at a door that offers it.
  package func taken(_ flow: Flow, by entry: Relay.Entry) -> Flow? {
    flow.mapping { Self.parts(of: $0, takenBy: entry) }
  }

  private static func parts(of box: TrackedBox, takenBy entry: Relay.Entry) -> [TrackedBox] {
    entry.protocols.compactMap { protocols in
      box.narrowed(to: HeaderBox(family: box.now.family, protocols: protocols, destinationPorts: entry.ports))
    }
  }

  /// How a relay opens the connections of an exit for what came in at a node: who sends, and what, for each protocol.
  ///
  /// Empty for exits that open none, and for those that the node's zone does not use.
  package func openings(_ exit: Relay.Exit, at node: Node) -> [(sender: Sender, box: HeaderBox)] {
    guard uses(exit, at: node) else { return [] }
    let family: AddressFamily
    let destination: AddressRange
    switch exit.end {
    case .address(let version, let range): (family, destination) = (version, range)
    case .missing, .service, .handOver: return []
    }
    return senders(exit, at: node, family).flatMap { sender in
      exit.protocols.map { protocols in
        (
          sender,
          HeaderBox(family: family, destination: destination, protocols: protocols, destinationPorts: exit.ports)
        )
      }
    }
  }

  /// Who opens the connections of an exit in one IP version.
  package func senders(_ exit: Relay.Exit, at node: Node, _ family: AddressFamily) -> [Sender] {
    func sender(_ door: Relay.Door, keepsClients: Bool) -> Sender? {
      if case .hosts(let vpc, _) = door.place {
        let own = door.ranges.filter { $0.family == family }.map(\.range)
        return own.isEmpty ? nil : .lattice(vpc, ranges: own)
      }
      guard let subnet = door.subnet else { return nil }
      let own = door.ranges.filter { $0.family == family }.map(\.range)
      guard !own.isEmpty || keepsClients else { return nil }
      return .relay(
        Sender.Opening(
          subnet: subnet,
          groups: door.groups,
          ranges: keepsClients ? [.all(family)] : own,
          keepsClients: keepsClients,
          asksACLWithinSubnet: exit.asksACLWithinSubnet
        )
      )
    }
    switch exit.source {
    case .door: return [sender(self[node.doorID], keepsClients: false)].compactMap { $0 }
    case .client: return [sender(self[node.doorID], keepsClients: !node.isHandedOver)].compactMap { $0 }
    case .doors(let doors): return doors.compactMap { sender($0, keepsClients: false) }
    case .anywhere: return []
    }
  }
}
