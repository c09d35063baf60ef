import IsolationAudit
import Oracles
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A question that the engine and the oracle are both asked.
struct TinyQuestion {
  let place: PacketInterpreter.Place
  let header: TinyHeader
  let anySourcePort: Bool

  /// The question as a probe of the engine.
  func line(id: String, _ estate: TinyEstate) -> String {
    let from =
      switch place {
      case .interface(let index): "{\"eni\":\"\(estate.interfaces[index].id)\"}"
      case .internet: "{\"internet\":true,\"ip\":\"\(header.source.dotted)\"}"
      case .onPremises: "{\"on-premises\":\"\(header.source.dotted)\"}"
      }
    let name: String =
      switch header.protocolNumber {
      case 1: "\"icmp\",\"type\":\(header.sourcePort),\"code\":\(header.destinationPort)"
      case 6: "\"tcp\",\"port\":\(header.destinationPort)"
      case 17: "\"udp\",\"port\":\(header.destinationPort)"
      default: "\"\(header.protocolNumber)\""
      }
    let source = header.hasPorts && !anySourcePort ? ",\"source-port\":\(header.sourcePort)" : ""
    return
      "{\"id\":\"\(id)\",\"from\":\(from),\"to\":{\"ip\":\"\(header.destination.dotted)\"},\"protocol\":\(name)\(source)}"
  }

  /// Questions about an estate: from interfaces, from the internet, from the site behind the VPN.
  static func some(_ count: Int, of estate: TinyEstate, seed: UInt64) -> [TinyQuestion] {
    var random = SeededNumbers(seed: seed ^ 0x5EED)
    let hosts = estate.interfaces.indices.filter { estate.interfaces[$0].nat == nil }
    let publicAddresses = estate.interfaces.compactMap(\.publicAddress)
    let site = estate.vpcs.firstIndex { $0.virtualGateway != nil }
    return (0..<count).map { _ in
      let sender = random.pick(hosts)
      var header = TinyHeader(
        source: estate.interfaces[sender].address,
        destination: estate.interfaces[random.pick(hosts)].address,
        protocolNumber: random.pick([6, 6, 6, 6, 17, 1, 50]),
        sourcePort: random.pick([443, 1024, 1600, 40000, 50000]),
        destinationPort: random.pick([443, 443, 22, 53, 1500])
      )
      if header.protocolNumber == 1 {
        (header.sourcePort, header.destinationPort) = random.pick([(8, 0), (8, 0), (13, 0)])
      }
      if header.protocolNumber == 50 { (header.sourcePort, header.destinationPort) = (0, 0) }
      var place = PacketInterpreter.Place.interface(sender)
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<3 where !publicAddresses.isEmpty: header.destination = random.pick(publicAddresses)
      case 3: header.destination = 0x0808_0808
      case 4: header.destination = TinyEstateGenerator.onPremises.address + 9
      case 5: header.destination = estate.interfaces[random.pick(Array(estate.interfaces.indices))].address + 8
      case 6..<8 where !publicAddresses.isEmpty:
        (place, header.source, header.destination) = (.internet, 0x0808_0808, random.pick(publicAddresses))
      case 8..<10:
        guard let site else { break }
        let inside = hosts.filter { estate.vpc(of: $0) == site }
        guard !inside.isEmpty else { break }
        place = .onPremises(vpc: site)
        header.source = TinyEstateGenerator.onPremises.address + 9
        header.destination = estate.interfaces[random.pick(inside)].address
      default: break
      }
      // A packet to oneself never leaves the host.
      if header.destination == header.source { header.destination = 0x0808_0808 }
      return TinyQuestion(place: place, header: header, anySourcePort: random.chance(60))
    }
  }
}

/// The engine against the step-by-step interpreter, on random estates.
@Suite("Engine against packet interpreter")
struct NetworkDifferentialTests {
  /// How many estates are compared; `ISOLATION_AUDIT_ESTATES` changes it for a longer run.
  static var estates: Int { getenv("ISOLATION_AUDIT_ESTATES").flatMap { Int(String(cString: $0)) } ?? 300 }
  /// The first seed; `ISOLATION_AUDIT_SEED` changes it.
  static var firstSeed: UInt64 { getenv("ISOLATION_AUDIT_SEED").flatMap { UInt64(String(cString: $0)) } ?? 1 }
  static let questions = 40

  @Test("Both give every packet of a random estate the same verdict")
  func agree() throws {
    var disagreements = 0
    for seed in Self.firstSeed..<(Self.firstSeed + UInt64(Self.estates)) {
      disagreements += try Self.compare(seed: seed)
      guard disagreements < 12 else {
        Issue.record("stopped at seed \(seed) after \(disagreements) disagreements")
        return
      }
    }
  }

  @Test("A fair part of the packets gets through, so that the comparison says something")
  func balance() {
    var counts: [String: Int] = [:]
    var total = 0
    for seed in UInt64(1)...60 {
      let estate = TinyEstateGenerator.estate(seed: seed)
      for question in TinyQuestion.some(Self.questions, of: estate, seed: seed) {
        let verdict = OracleVerdict(
          estate,
          from: question.place,
          question.header,
          anySourcePort: question.anySourcePort
        )
        counts[verdict.acceptable[0], default: 0] += 1
        total += 1
      }
    }
    #expect((10...40).contains(counts["connects", default: 0] * 100 / total), "\(counts) of \(total)")
    #expect(counts["one-way", default: 0] * 100 / total >= 2, "\(counts) of \(total)")
    #expect(counts["may", default: 0] > 0)
  }

  /// Compares all questions of one estate and records each disagreement with the estate.
  static func compare(seed: UInt64) throws -> Int {
    let estate = TinyEstateGenerator.estate(seed: seed)
    let files = estate.files()
    let session = try ReachSession(files: files)
    let questions = TinyQuestion.some(Self.questions, of: estate, seed: seed)
    let lines = questions.enumerated().map { $1.line(id: "\(seed)-\($0)", estate) }
    let answers = session.answer(probes: Array(lines.joined(separator: "\n").utf8))
    #expect(answers.count == questions.count)
    var disagreements = 0
    for ((question, line), answer) in zip(zip(questions, lines), answers) {
      let expected = OracleVerdict(estate, from: question.place, question.header, anySourcePort: question.anySourcePort)
      guard let difference = difference(answer, expected, question) else { continue }
      disagreements += 1
      let hops = answer.hops.map { "\($0.kind) \($0.resource) \($0.rule ?? "")" }.joined(separator: "\n    ")
      Issue.record(
        """
        seed \(seed): \(difference)
          probe: \(line)
          engine: \(answer.verdict.rawValue), \(answer.decidedBy?.code ?? "-") at \(answer.decidedBy?.resource ?? "-"), \
        \(answer.error ?? "no error")
            \(hops)
          oracle: \(expected.log.joined(separator: "\n    "))
          estate: \(disagreements == 1 ? files.map { String(decoding: $0.bytes, as: UTF8.self) }.joined() : "as above")
        """
      )
    }
    return disagreements
  }

  /// In what an answer differs from the oracle's verdict; `nil` when in nothing.
  private static func difference(
    _ answer: ReachAnswer,
    _ expected: OracleVerdict,
    _ question: TinyQuestion
  ) -> String? {
    guard expected.acceptable.contains(answer.verdict.rawValue) else {
      return "\(answer.verdict.rawValue) instead of \(expected.acceptable.joined(separator: " or "))"
    }
    guard question.anySourcePort, question.header.hasPorts, let ports = answer.sourcePorts else { return nil }
    let ranges = ports.compactMap(Self.range)
    for port in expected.connecting where !ranges.contains(where: { $0.contains(port) }) {
      return "source port \(port) is not among \(ports)"
    }
    for port in expected.failing where ranges.contains(where: { $0.contains(port) }) {
      return "source port \(port) is among \(ports)"
    }
    return nil
  }

  /// `1024-65535`, `443` or `any` as a range.
  private static func range(_ text: String) -> ClosedRange<UInt16>? {
    if text == "any" { return 0...UInt16.max }
    let bounds = text.split(separator: "-").compactMap { UInt16($0) }
    guard let low = bounds.first, let high = bounds.last, low <= high else { return nil }
    return low...high
  }
}
