import IsolationAudit
import Oracles
import Testing

/// Sets of packets in few boxes, against a world in which every packet can be looked at.
@Suite("Minimal lists of boxes")
struct MinimalBoxesTests {
  static let worlds: [TinyHeaderSpace] = [.ipv4, .ipv6, .tcp]

  @Test("hold the same packets, none too many, and no two are one box", arguments: 1...60 as ClosedRange<UInt64>)
  func random(seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    let world = random.pick(Self.worlds)
    let boxes = (0..<Int.random(in: 1...9, using: &random)).map { _ in world.box(&random) }
    let minimal = HeaderSet.minimal(boxes)
    func points(_ boxes: [HeaderBox]) -> Set<HeaderPoint> {
      Set(world.points.filter { $0.count(in: boxes) > 0 })
    }
    let all = points(boxes)
    #expect(points(minimal) == all, "seed \(seed)")
    #expect(minimal.count <= boxes.count, "seed \(seed)")
    for index in minimal.indices {
      var rest = minimal
      rest.remove(at: index)
      // A box may reach beyond the tiny world: there the algebra decides.
      #expect(points(rest) != all || !HeaderSet.isCovered(minimal[index], by: rest), "seed \(seed)")
    }
    for (index, a) in minimal.enumerated() {
      for b in minimal[(index + 1)...] {
        // Two boxes are one box when every packet of the box around both is in one of them.
        let around = world.points.filter { point in
          min(a.source.lower, b.source.lower) <= point.source && point.source <= max(a.source.upper, b.source.upper)
            && min(a.destination.lower, b.destination.lower) <= point.destination
            && point.destination <= max(a.destination.upper, b.destination.upper)
            && min(a.protocols.lower, b.protocols.lower) <= point.protocolNumber
            && point.protocolNumber <= max(a.protocols.upper, b.protocols.upper)
            && min(a.sourcePorts.lower, b.sourcePorts.lower) <= point.sourcePort
            && point.sourcePort <= max(a.sourcePorts.upper, b.sourcePorts.upper)
            && min(a.destinationPorts.lower, b.destinationPorts.lower) <= point.destinationPort
            && point.destinationPort <= max(a.destinationPorts.upper, b.destinationPorts.upper)
        }
        let isOneBox = around.allSatisfy { $0.isIn(a) || $0.isIn(b) }
        // Parts outside of the tiny world can keep two boxes apart.
        let reachesOutside = [a, b].contains { !Self.isInside($0, world) }
        #expect(!isOneBox || reachesOutside, "seed \(seed): \(a) and \(b)")
      }
    }
    #expect(HeaderSet.minimal(minimal) == minimal, "seed \(seed)")
    #expect(HeaderSet.minimal(boxes.shuffled(using: &random)) == minimal, "seed \(seed): the order decides")
  }

  private static func isInside(_ box: HeaderBox, _ world: TinyHeaderSpace) -> Bool {
    world.addresses.contains(box.source.lower) && world.addresses.contains(box.source.upper)
      && world.addresses.contains(box.destination.lower) && world.addresses.contains(box.destination.upper)
      && world.protocols.contains(box.protocols.lower) && world.protocols.contains(box.protocols.upper)
      && world.sourcePorts.contains(box.sourcePorts.lower) && world.sourcePorts.contains(box.sourcePorts.upper)
      && world.destinationPorts.contains(box.destinationPorts.lower)
      && world.destinationPorts.contains(box.destinationPorts.upper)
  }

  private static func box(_ source: ClosedRange<UInt128>, ports: ClosedRange<UInt16>) -> HeaderBox {
    HeaderBox(
      family: .ipv4,
      source: AddressRange(source.lowerBound, source.upperBound),
      protocols: .tcp,
      destinationPorts: PortRange(ports.lowerBound, ports.upperBound)
    )
  }

  @Test(
    "worked examples",
    arguments: [
      ("neighbours", [box(0...1, ports: 80...80), box(2...3, ports: 80...80)], [box(0...3, ports: 80...80)]),
      ("overlapping", [box(0...2, ports: 80...80), box(1...3, ports: 80...80)], [box(0...3, ports: 80...80)]),
      ("one inside the other", [box(0...9, ports: 1...90), box(3...4, ports: 80...80)], [box(0...9, ports: 1...90)]),
      (
        "apart", [box(0...1, ports: 80...80), box(3...4, ports: 80...80)],
        [box(0...1, ports: 80...80), box(3...4, ports: 80...80)]
      ),
      (
        "the middle of three is held by the outer two",
        [box(0...5, ports: 80...80), box(2...7, ports: 80...80), box(5...9, ports: 80...80)],
        [box(0...9, ports: 80...80)]
      ),
      (
        "four quarters",
        [
          box(0...1, ports: 0...4), box(2...3, ports: 0...4), box(0...1, ports: 5...9), box(2...3, ports: 5...9),
        ], [box(0...3, ports: 0...9)]
      ),
      ("no box", [], []),
    ]
  )
  func examples(name: String, boxes: [HeaderBox], expected: [HeaderBox]) {
    #expect(HeaderSet.minimal(boxes) == expected, "\(name)")
  }

  @Test("the last address and the last port do not overflow")
  func edges() {
    let top = UInt128.max
    let boxes = [
      HeaderBox(family: .ipv6, source: AddressRange(top - 1, top), destinationPorts: PortRange(65535, 65535)),
      HeaderBox(family: .ipv6, source: AddressRange(0, top - 2), destinationPorts: PortRange(65535, 65535)),
    ]
    #expect(HeaderSet.minimal(boxes) == [HeaderBox(family: .ipv6, destinationPorts: PortRange(65535, 65535))])
  }

  @Test("a thousand addresses in a row are one box, every second one a thousand boxes")
  func many() {
    let row = (0..<1_000).map { HeaderBox(family: .ipv4, source: AddressRange(UInt128($0))) }
    #expect(HeaderSet.minimal(row) == [HeaderBox(family: .ipv4, source: AddressRange(0, 999))])
    let apart = (0..<1_000).map { HeaderBox(family: .ipv4, source: AddressRange(UInt128($0 * 2))) }
    #expect(HeaderSet.minimal(apart).count == 1_000)
    let hosts = (0..<20_000).map { HeaderBox(family: .ipv4, destination: AddressRange(UInt128($0 * 2))) }
    #expect(HeaderSet.minimal(hosts + hosts).count == 20_000)
  }
}
