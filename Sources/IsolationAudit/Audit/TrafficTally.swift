/// Adds up the packets of several crossings: how far each gets, in as few sets as possible.
///
/// Source ports of TCP and UDP are left out: a sender takes one that works. A packet that several crossings carry counts
/// with its strongest verdict.
package struct TrafficTally: Sendable {
  /// Boxes that are compared with each other; over a relay the client may use another IP version than the target.
  private struct Shelf: Hashable, Comparable {
    var clients: AddressFamily
    var targets: AddressFamily

    static func < (a: Shelf, b: Shelf) -> Bool { (a.clients, a.targets) < (b.clients, b.targets) }
  }

  private var boxes: [Shelf: [Reachability: [HeaderBox]]] = [:]

  /// An empty tally.
  package init() {}

  /// Adds the packets of a crossing.
  ///
  /// - Parameters:
  ///   - crossing: The crossing; over relays its clients are those that reach the first of them.
  ///   - conversation: The answers to its packets.
  package mutating func add(_ crossing: Crossing, _ conversation: Conversation) {
    let clients = Self.clients(of: crossing)
    var arriving: [(HeaderBox, Reachability)] = []
    for box in crossing.flow.boxes {
      arriving.append((Self.shape(box.sent), crossing.flow.certainty == .may ? .may : .oneWay))
    }
    if crossing.flow.certainty == .exact, conversation.certainty == .exact, crossing.isAnsweredBefore {
      arriving += conversation.answered.map { (Self.shape($0.sent), .connects) }
    }
    for (box, verdict) in arriving {
      guard let clients else {
        boxes[Shelf(clients: box.family, targets: box.family), default: [:]][verdict, default: []].append(box)
        continue
      }
      for client in clients {
        var seen = box
        seen.source = client.range
        boxes[Shelf(clients: client.family, targets: box.family), default: [:]][verdict, default: []].append(seen)
      }
    }
  }

  /// Who reaches the first relay of a crossing, or `nil` for one without relays before it.
  private static func clients(of crossing: Crossing) -> [(family: AddressFamily, range: AddressRange)]? {
    guard !crossing.reachesRelayBy.isEmpty else { return nil }
    return crossing.reachesRelayBy.flatMap { first in
      clients(of: first) ?? first.flow.boxes.map { ($0.sent.family, $0.sent.source) }
    }
  }

  /// A box without what a sender may choose: the source port.
  private static func shape(_ box: HeaderBox) -> HeaderBox {
    var shape = box
    if box.protocols != .icmp, box.protocols != .icmpv6 { shape.sourcePorts = .all }
    return shape
  }

  /// All packets, strongest verdict first: no set can be left out, and no two of one verdict are one set.
  package func sets() -> [TrafficSet] {
    var sets: [TrafficSet] = []
    for verdict in [Reachability.connects, .oneWay, .may, .unknown] {
      for shelf in boxes.keys.sorted() {
        for box in minimal(verdict, shelf) { sets.append(TrafficSet(box, clients: shelf.clients, verdict)) }
      }
    }
    return sets
  }

  /// The boxes of a verdict without what a stronger verdict holds.
  private func minimal(_ verdict: Reachability, _ shelf: Shelf) -> [HeaderBox] {
    guard let own = boxes[shelf]?[verdict] else { return [] }
    let stronger = [Reachability.connects, .oneWay, .may].filter { $0 < verdict }.flatMap { boxes[shelf]?[$0] ?? [] }
    let distinct = HeaderSet.minimal(own)
    guard !stronger.isEmpty else { return distinct }
    return HeaderSet.minimal(HeaderSet.subtract(HeaderSet.minimal(stronger), from: distinct))
  }
}

extension TrafficSet {
  /// A box as a report shows it.
  init(_ box: HeaderBox, clients: AddressFamily, _ verdict: Reachability) {
    let isICMP = box.protocols == .icmp || box.protocols == .icmpv6
    self.init(
      source: box.source.text(clients),
      destination: box.destination.text(box.family),
      protocol: box.protocols.text,
      ports: isICMP ? nil : box.destinationPorts.text,
      icmpType: isICMP ? Self.number(box.destinationPorts) : nil,
      icmpCode: isICMP ? Self.number(box.sourcePorts) : nil,
      verdict: verdict
    )
  }

  /// ICMP types and codes have eight bits.
  private static func number(_ range: PortRange) -> String {
    if range.lower == 0, range.upper >= 255 { return "any" }
    let upper = min(range.upper, 255)
    return range.lower >= upper ? "\(range.lower)" : "\(range.lower)-\(upper)"
  }
}
