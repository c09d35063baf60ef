/// Counts the pairs of a sender and a receiver that can talk, each once, without going through the pairs.
///
/// A pair of classes is a field of sender × receiver, in which each crossing fills rectangles: those senders that have an
/// address in its source range, with those receivers that have one in its destination range. Members that lie in the same
/// rectangles are counted together.
package struct EndpointPairs: Sendable {
  /// Who sends: a class of interfaces, or something outside that counts as one sender.
  private enum Sender: Hashable {
    case members(Int)
    case outside
  }

  private struct Field: Hashable {
    var sender: Sender
    var receiver: Int
  }

  /// A part of a field: the addresses of its senders and of its receivers.
  private struct Rectangle: Hashable {
    /// `nil` for every member.
    var sources: [HeaderBox]?
    var destinations: [HeaderBox]
  }

  private let classes: EndpointClasses
  private let estate: Estate
  private var fields: [Field: [Rectangle]] = [:]

  /// Counts members of classes.
  package init(_ classes: EndpointClasses, _ estate: Estate) { (self.classes, self.estate) = (classes, estate) }

  /// Adds the pairs of a crossing; over relays the senders are the clients of the first of them.
  package mutating func add(_ crossing: Crossing) {
    if crossing.reachesRelayBy.isEmpty {
      // What a sender may send decides box by box which receivers it gets to.
      for box in crossing.flow.boxes { add(crossing.origin, [box], crossing.receiver, [Self.target(box)]) }
    } else {
      let targets = crossing.flow.boxes.map(Self.target)
      for first in Self.leaves(of: crossing) { add(first.origin, first.flow.boxes, crossing.receiver, targets) }
    }
  }

  /// The number of pairs.
  package var count: Int { fields.reduce(0) { $0 + Self.count($1.key, $1.value, classes, estate) } }

  private static func leaves(of crossing: Crossing) -> [Crossing] {
    crossing.reachesRelayBy.isEmpty ? [crossing] : crossing.reachesRelayBy.flatMap { leaves(of: $0) }
  }

  private static func target(_ box: TrackedBox) -> HeaderBox {
    HeaderBox(family: box.now.family, destination: box.now.destination)
  }

  private mutating func add(
    _ origin: Crossing.Origin,
    _ boxes: [TrackedBox],
    _ receiver: Int,
    _ targets: [HeaderBox]
  ) {
    var senders = [Sender.outside]
    var sources: [HeaderBox]?
    switch origin {
    case .hosts(let index) where index >= 0:
      senders = [.members(index)]
      sources = boxes.map { HeaderBox(family: $0.sent.family, source: $0.sent.source) }
    case .relay(let node):
      if let own = classes.ofDoor[node.doorID] { senders = own.map { .members($0) } }
    default: break
    }
    let rectangle = Rectangle(
      sources: sources.map(HeaderSet.withoutContained),
      destinations: HeaderSet.withoutContained(targets)
    )
    for sender in senders {
      let field = Field(sender: sender, receiver: receiver)
      if fields[field]?.contains(rectangle) ?? false { continue }
      fields[field, default: []].append(rectangle)
    }
  }

  private static func count(
    _ field: Field,
    _ rectangles: [Rectangle],
    _ classes: EndpointClasses,
    _ estate: Estate
  ) -> Int {
    let receivers = signatures(classes.classes[field.receiver].members, rectangles.count, classes, estate) { address in
      rectangles.map { rectangle in
        rectangle.destinations.contains { $0.family == address.family && $0.destination.overlaps(address.range) }
      }
    }
    var senders = [Array(repeating: true, count: rectangles.count): 1]
    if case .members(let index) = field.sender {
      if rectangles.contains(where: { $0.sources != nil }) {
        senders = signatures(classes.classes[index].members, rectangles.count, classes, estate) { address in
          rectangles.map { rectangle in
            rectangle.sources?.contains { $0.family == address.family && $0.source.overlaps(address.range) } ?? true
          }
        }
      } else {
        senders = [Array(repeating: true, count: rectangles.count): classes.classes[index].members.count]
      }
    }
    var count = 0
    for (from, sending) in senders {
      for (to, receiving) in receivers where zip(from, to).contains(where: { $0 && $1 }) {
        count += sending * receiving
      }
    }
    return count
  }

  /// How many members lie in which rectangles.
  private static func signatures(
    _ members: Range<Int>,
    _ rectangles: Int,
    _ classes: EndpointClasses,
    _ estate: Estate,
    _ hits: (InterfaceAddress) -> [Bool]
  ) -> [[Bool]: Int] {
    var counts: [[Bool]: Int] = [:]
    for member in members {
      var signature = Array(repeating: false, count: rectangles)
      for address in estate.interfaceAddresses[estate.networkInterfaces[classes.members[member]].addresses.range] {
        for (index, isHit) in hits(address).enumerated() where isHit { signature[index] = true }
      }
      counts[signature, default: 0] += 1
    }
    return counts
  }
}
