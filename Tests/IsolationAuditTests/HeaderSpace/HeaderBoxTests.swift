import IsolationAudit
import Oracles
import Testing

/// Laws of boxes, each checked for every packet of a tiny world.
@Suite("Header box")
struct HeaderBoxTests {
  private static let rounds = 150

  private func pairs(_ seed: UInt64, _ world: TinyHeaderSpace) -> [(HeaderBox, HeaderBox)] {
    var random = SeededNumbers(seed: seed)
    return (0..<Self.rounds).map { _ in (world.box(&random), world.box(&random)) }
  }

  @Test("a ∩ b holds what both hold, and is b ∩ a", arguments: [11, 12] as [UInt64])
  func intersection(seed: UInt64) {
    for (a, b) in pairs(seed, .ipv4) {
      let common = a.intersection(b)
      #expect(common == b.intersection(a), "seed \(seed)")
      let wrong = TinyHeaderSpace.ipv4.points.first { point in
        (common.map { point.isIn($0) } ?? false) != (point.isIn(a) && point.isIn(b))
      }
      #expect(wrong == nil, "seed \(seed): \(a) and \(b)")
    }
  }

  @Test("(a − b) ∪ (a ∩ b) is a, each packet in one piece alone", arguments: [21, 22] as [UInt64])
  func subtraction(seed: UInt64) {
    for (a, b) in pairs(seed, .ipv4) {
      let pieces = a.subtracting(b) + (a.intersection(b).map { [$0] } ?? [])
      #expect(pieces.count <= 11)
      let wrong = TinyHeaderSpace.ipv4.points.first { $0.count(in: pieces) != ($0.isIn(a) ? 1 : 0) }
      #expect(wrong == nil, "seed \(seed): \(a) less \(b)")
      let left = TinyHeaderSpace.ipv4.points.first { $0.isIn(b) && $0.count(in: a.subtracting(b)) > 0 }
      #expect(left == nil, "seed \(seed): \(a) less \(b)")
    }
  }

  @Test("a contains b when and only when nothing of b is left without a", arguments: [31, 32] as [UInt64])
  func containment(seed: UInt64) {
    for (a, b) in pairs(seed, .ipv4) {
      #expect(a.contains(b) == b.subtracting(a).isEmpty, "seed \(seed): \(a) and \(b)")
      if let common = a.intersection(b) { #expect(a.contains(common) && b.contains(common), "seed \(seed)") }
    }
  }

  @Test("IPv4 and IPv6 never meet")
  func families() {
    let (four, six) = (HeaderBox.all(.ipv4), HeaderBox.all(.ipv6))
    #expect(four.intersection(six) == nil)
    #expect(four.subtracting(six) == [four])
    #expect(!six.contains(four))
  }

  @Test("TCP and UDP are answered with addresses and ports changed round", arguments: [6, 17] as [UInt8])
  func answer(number: UInt8) throws {
    var random = SeededNumbers(seed: UInt64(number))
    for _ in 0..<Self.rounds {
      var box = TinyHeaderSpace.tcp.box(&random)
      box.protocols = ProtocolRange(number)
      let answer = try #require(box.answer)
      #expect(answer.answer == box)
      let wrong = TinyHeaderSpace.tcp.points.first { $0.isIn(box) != $0.swapped.isIn(answer) }
      #expect(wrong == nil, "\(box)")
    }
  }

  @Test("an ICMP echo request is answered by an echo reply, and nothing else of ICMP is answered")
  func echo() {
    let request = HeaderBox(
      family: .ipv4,
      source: AddressRange(1),
      destination: AddressRange(2),
      protocols: .icmp,
      destinationPorts: PortRange(8, 8)
    )
    #expect(request.answer?.source == AddressRange(2))
    #expect(request.answer?.destination == AddressRange(1))
    #expect(request.answer?.destinationPorts == PortRange(0, 0))
    let request6 = HeaderBox(family: .ipv6, protocols: .icmpv6, destinationPorts: PortRange(128, 128))
    #expect(request6.answer?.destinationPorts == PortRange(129, 129))
    for type in [0, 3, 11, 13] as [UInt16] {
      #expect(HeaderBox(family: .ipv4, protocols: .icmp, destinationPorts: PortRange(type, type)).answer == nil)
    }
    #expect(HeaderBox(family: .ipv6, protocols: .icmpv6, destinationPorts: PortRange(129, 129)).answer == nil)
  }

  @Test("parts by kind of answer hold each packet of the box once", arguments: [TinyHeaderSpace.ipv4, .ipv6])
  func partition(world: TinyHeaderSpace) {
    var random = SeededNumbers(seed: 41)
    let icmp: UInt8 = world.family == .ipv4 ? 1 : 58
    let echo: UInt16 = world.family == .ipv4 ? 8 : 128
    for _ in 0..<Self.rounds {
      let box = world.box(&random)
      let parts = box.byAnswerKind()
      let wrong = world.points.first { $0.count(in: parts) != ($0.isIn(box) ? 1 : 0) }
      #expect(wrong == nil, "\(box)")
      for part in parts {
        let kinds = Set(
          world.points.filter { $0.isIn(part) }.map { point in
            point.protocolNumber != icmp ? "other" : point.destinationPort == echo ? "echo" : "icmp"
          }
        )
        #expect(kinds.count <= 1, "\(part) mixes \(kinds.sorted())")
      }
    }
  }
}

@Suite("Header set")
struct HeaderSetTests {
  private func lists(_ seed: UInt64) -> [([HeaderBox], [HeaderBox])] {
    var random = SeededNumbers(seed: seed)
    return (0..<60).map { _ in
      let first = (0..<Int.random(in: 0...4, using: &random)).map { _ in TinyHeaderSpace.ipv4.box(&random) }
      let second = (0..<Int.random(in: 0...4, using: &random)).map { _ in TinyHeaderSpace.ipv4.box(&random) }
      return (first, second)
    }
  }

  @Test("subtraction, intersection and disjoint form mean what they say", arguments: [51, 52] as [UInt64])
  func laws(seed: UInt64) {
    for (a, b) in lists(seed) {
      let (less, both) = (HeaderSet.subtract(b, from: a), HeaderSet.intersect(a, b))
      let (apart, fewer) = (HeaderSet.disjoint(a), HeaderSet.withoutContained(a))
      let wrong = TinyHeaderSpace.ipv4.points.first { point in
        let (inA, inB) = (point.count(in: a) > 0, point.count(in: b) > 0)
        return (point.count(in: less) > 0) != (inA && !inB) || (point.count(in: both) > 0) != (inA && inB)
          || point.count(in: apart) != (inA ? 1 : 0) || (point.count(in: fewer) > 0) != inA
      }
      #expect(wrong == nil, "seed \(seed): \(a) and \(b)")
      #expect(fewer.count <= a.count)
      for (index, box) in fewer.enumerated() {
        #expect(!fewer.indices.contains { $0 != index && fewer[$0].contains(box) })
      }
    }
  }
}
