import IsolationAudit
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The engine's sets against the step-by-step interpreter, packet by packet, on random small estates.
@Suite("Engine's sets against all packets of small estates")
struct PacketEnumerationTests {
  /// How many estates are gone through; `ISOLATION_AUDIT_SMALL_ESTATES` changes it for a longer run.
  static var estates: Int { getenv("ISOLATION_AUDIT_SMALL_ESTATES").flatMap { Int(String(cString: $0)) } ?? 80 }
  /// How many of them are compared at the same time.
  static let lanes = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// What was compared.
  struct Count: Sendable {
    var estates = 0
    var packets = 0
    var verdicts: [String: Int] = [:]
    var disagreements: [String] = []

    mutating func add(_ other: Count) {
      estates += other.estates
      packets += other.packets
      verdicts.merge(other.verdicts, uniquingKeysWith: +)
      disagreements += other.disagreements
    }
  }

  @Test("Every packet of every estate gets the same verdict from both")
  func agree() async throws {
    let first = NetworkDifferentialTests.firstSeed
    let (total, lanes) = (UInt64(Self.estates), UInt64(Self.lanes))
    let count = try await withThrowingTaskGroup(of: Count.self) { group in
      for lane in 0..<lanes {
        group.addTask {
          var count = Count()
          for offset in stride(from: lane, to: total, by: Int(lanes)) where count.disagreements.count < 5 {
            count.add(try Self.compare(seed: first + offset))
          }
          return count
        }
      }
      var count = Count()
      for try await part in group { count.add(part) }
      return count
    }
    for disagreement in count.disagreements { Issue.record("\(disagreement)") }
    if getenv("ISOLATION_AUDIT_SMALL_ESTATES") != nil {
      let verdicts = count.verdicts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      print("compared \(count.packets) packets of \(count.estates) estates: \(verdicts.joined(separator: ", "))")
    }
    // A handful of estates need not hold everything.
    if Self.estates < 40 { return }
    let connected = count.verdicts["connects", default: 0] * 100 / max(count.packets, 1)
    #expect(connected >= 4, "too few packets get through to say much: \(count.verdicts)")
    #expect(count.verdicts["one-way", default: 0] > 0 && count.verdicts["may", default: 0] > 0, "\(count.verdicts)")
  }

  @Test("Where packets go round in a loop, the engine says that they do", arguments: [3421])
  func loops(seed: UInt64) throws {
    #expect(try Self.compare(seed: seed).disagreements == [])
  }

  /// Compares all packets of one estate.
  static func compare(seed: UInt64) throws -> Count {
    // Every fourth estate is an IPv6 estate.
    let estate = TinyEstateGenerator.estate(seed: seed, small: true, ipv6: seed % 4 == 0)
    let snapshot = try AWSSnapshot.read(files: estate.files())
    if let first = snapshot.diagnostics.first(where: \.isUnreadable) { throw UnreadableSnapshot(first) }
    let model = ForwardingModel(snapshot.estate)
    let enumeration = PacketEnumeration(estate)
    var count = Count(estates: 1)
    for (index, origin) in enumeration.origins.enumerated() {
      let sender = try sender(origin.place, estate, snapshot.estate)
      let sets = EngineSets(model, from: sender, source: origin.source, isIPv6: estate.isIPv6)
      // Where packets go round and round through appliances, the engine says so, and names nothing else.
      let isLoop = sets.unknowns.allSatisfy { $0.hasPrefix("ROUTING_LOOP at") } && enumeration.loops(from: index)
      if !sets.unknowns.isEmpty, !isLoop {
        count.disagreements.append("seed \(seed): unknown from \(origin.place): \(sets.unknowns)")
      }
      for packet in enumeration.packets(from: index) {
        let engine = sets.verdict(packet)
        let oracle = OracleVerdict(estate, from: origin.place, packet, anySourcePort: false, keepsLog: false)
        count.packets += 1
        count.verdicts[engine, default: 0] += 1
        if !oracle.acceptable.contains(engine), count.disagreements.count < 5 {
          let told = OracleVerdict(estate, from: origin.place, packet, anySourcePort: false)
          count.disagreements.append(
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
    return count
  }

  private static func sender(
    _ place: PacketInterpreter.Place,
    _ tiny: TinyEstate,
    _ estate: Estate
  ) throws -> Sender {
    switch place {
    case .interface(let index):
      let id = try #require(estate.symbols.find(tiny.interfaces[index].id).flatMap { estate.networkInterface($0) })
      let interface = estate.networkInterfaces[id]
      let subnet = try #require(estate.subnet(interface.subnet))
      return .interfaces(
        subnet: subnet,
        groups: interface.groups,
        ranges: [
          AddressRange(tiny.isIPv6 ? tiny.interfaces[index].address.ipv6Value : UInt128(tiny.interfaces[index].address))
        ]
      )
    case .internet: return .internet(nil)
    case .onPremises:
      let connection = try #require(estate.vpnConnections.ids.first)
      return .onPremises(.vpn(connection), nil)
    }
  }
}
