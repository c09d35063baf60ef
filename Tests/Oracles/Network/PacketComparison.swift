import IsolationAudit

/// The engine's sets against the step-by-step interpreter, packet by packet, on random small estates.
package struct PacketComparison: Comparison {
  private var estates = 0
  private var packets = 0
  private var verdicts: [String: Int] = [:]
  /// Packets of which the two do not say the same, and ways that the engine calls unknown.
  package private(set) var disagreements: [String] = []

  /// A comparison of nothing yet.
  package init() {}

  /// Adds what was found on other estates.
  package mutating func add(_ other: PacketComparison) {
    estates += other.estates
    packets += other.packets
    verdicts.merge(other.verdicts, uniquingKeysWith: +)
    disagreements += other.disagreements
  }

  private var verdictCounts: String {
    verdicts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }

  /// How many packets of how many estates were compared, and how far they get.
  package var summary: String { "compared \(packets) packets of \(estates) estates: \(verdictCounts)" }

  /// Which verdicts are too rare; a handful of estates need not hold everything.
  package var weaknesses: [String] {
    guard estates >= 40 else { return [] }
    var weaknesses: [String] = []
    let percent = verdicts["connects", default: 0] * 100 / max(packets, 1)
    if percent < 4 { weaknesses.append("only \(percent) % of the packets get through: \(verdictCounts)") }
    for verdict in ["one-way", "may"] where verdicts[verdict, default: 0] == 0 {
      weaknesses.append("no packet is \(verdict): \(verdictCounts)")
    }
    return weaknesses
  }

  /// Compares all packets of one estate.
  package static func compare(seed: UInt64) throws -> PacketComparison {
    // Every fourth estate is an IPv6 estate.
    let estate = TinyEstateGenerator.estate(seed: seed, small: true, ipv6: seed % 4 == 0)
    let snapshot = try AWSSnapshot.read(files: estate.files())
    if let first = snapshot.diagnostics.first(where: \.isUnreadable) { throw UnreadableSnapshot(first) }
    let model = ForwardingModel(snapshot.estate)
    let enumeration = PacketEnumeration(estate)
    var comparison = PacketComparison()
    comparison.estates = 1
    for (index, origin) in enumeration.origins.enumerated() {
      let sender = try sender(origin.place, estate, snapshot.estate)
      let sets = EngineSets(model, from: sender, source: origin.source, isIPv6: estate.isIPv6)
      // Where packets go round and round through appliances, the engine says so, and names nothing else.
      let isLoop = sets.unknowns.allSatisfy { $0.hasPrefix("ROUTING_LOOP at") } && enumeration.loops(from: index)
      if !sets.unknowns.isEmpty, !isLoop {
        comparison.disagreements.append("seed \(seed): unknown from \(origin.place): \(sets.unknowns)")
      }
      for packet in enumeration.packets(from: index) {
        let engine = sets.verdict(packet)
        let oracle = OracleVerdict(estate, from: origin.place, packet, anySourcePort: false, keepsLog: false)
        comparison.packets += 1
        comparison.verdicts[engine, default: 0] += 1
        if !oracle.acceptable.contains(engine), comparison.disagreements.count < 5 {
          let told = OracleVerdict(estate, from: origin.place, packet, anySourcePort: false)
          comparison.disagreements.append(
            """
            seed \(seed): \(engine) instead of \(oracle.acceptable.joined(separator: " or ")) from \(origin.place): \
            \(packet.source.dotted):\(packet.sourcePort) to \(packet.destination.dotted):\(packet.destinationPort), \
            protocol \(packet.protocolNumber)
              \(told.log.joined(separator: "\n    "))
            """
          )
        }
      }
    }
    return comparison
  }

  private static func sender(
    _ place: PacketInterpreter.Place,
    _ tiny: TinyEstate,
    _ estate: Estate
  ) throws -> Sender {
    switch place {
    case .interface(let index):
      let row = tiny.interfaces[index]
      guard let id = estate.symbols.find(row.id).flatMap({ estate.networkInterface($0) }),
        let subnet = estate.subnet(estate.networkInterfaces[id].subnet)
      else { throw Missing(what: "\(row.id), or its subnet") }
      return .interfaces(
        subnet: subnet,
        groups: estate.networkInterfaces[id].groups,
        ranges: [AddressRange(tiny.isIPv6 ? row.address.ipv6Value : UInt128(row.address))]
      )
    case .internet: return .internet(nil)
    case .onPremises:
      guard let connection = estate.vpnConnections.ids.first else { throw Missing(what: "a VPN connection") }
      return .onPremises(.vpn(connection), nil)
    }
  }

  /// Something of the tiny estate that the engine's does not have.
  private struct Missing: Error, CustomStringConvertible {
    let what: String
    var description: String { "the engine's estate has not \(what)" }
  }
}
