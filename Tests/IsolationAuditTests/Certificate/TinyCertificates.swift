import IsolationAudit
import Oracles

/// The certificates of a tiny estate in which each VPC is an environment of its own, and nothing may cross.
struct TinyCertificates {
  let estate: TinyEstate
  let snapshot: AWSSnapshot
  /// What the audit says.
  let result: AuditResult
  private let run: AuditRun

  /// Audits an estate with certificates.
  init(_ estate: TinyEstate) throws {
    self.estate = estate
    snapshot = try Self.snapshot(estate)
    let inputs = [PolicyInput(file: "policy.yaml", text: SurveyLaw.policy(estate))]
    let policy = try IsolationAuditor.policy(inputs)
    run = try AuditRun(snapshot.estate, files: snapshot.files, policy: policy)
    let options = AuditOptions(generated: "2026-01-01T00:00:00Z", subject: "tiny", provesIsolation: true)
    result = run.judge(options: options, diagnostics: snapshot.diagnostics, policies: [])
  }

  /// The snapshot of an estate; facts that contradict each other are taken as they are, as the interpreter takes them.
  static func snapshot(_ estate: TinyEstate) throws -> AWSSnapshot {
    var snapshot = try AWSSnapshot.read(files: estate.files())
    if let first = snapshot.diagnostics.first(where: \.isUnreadable) { throw UnreadableSnapshot(first) }
    (snapshot.diagnostics, snapshot.estate.contradictions) = ([], [])
    return snapshot
  }

  /// The certificates that the audit made.
  var certificates: IsolationCertificates? { result.certificates }

  /// Certificates as if the audit had called every pair isolated: what can be proven of it by itself.
  func attempted() -> IsolationCertificates {
    let results = result.assertions.map { assertion in
      var assertion = assertion
      for index in assertion.pairs.indices { assertion.pairs[index].outcome = .passed }
      return assertion
    }
    return run.certificates(of: results, diagnostics: [], policies: [])
  }

  /// The ordered pairs of environments between which the packet interpreter gets some packet.
  func crossed() -> Set<[String]> { Self.crossed(estate) }

  /// The ordered pairs of environments of an estate between which the packet interpreter gets some packet.
  static func crossed(_ estate: TinyEstate) -> Set<[String]> {
    var pairs: Set<[String]> = []
    let hosts = estate.interfaces.indices.filter { estate.interfaces[$0].nat == nil }
    for sender in hosts {
      for receiver in hosts where estate.vpc(of: receiver) != estate.vpc(of: sender) {
        let pair = [sender, receiver].map { "e-\(estate.vpcs[estate.vpc(of: $0)].id)" }
        guard !pairs.contains(pair) else { continue }
        let row = estate.interfaces[receiver]
        let ends = [row.address] + (row.publicAddress.map { [$0] } ?? [])
        if ends.contains(where: { arrives(estate, from: sender, at: $0, receiver) }) { pairs.insert(pair) }
      }
    }
    return pairs
  }

  private static func arrives(_ estate: TinyEstate, from sender: Int, at address: UInt32, _ receiver: Int) -> Bool {
    for (number, ports) in headers {
      for port in ports {
        for sourcePort in number == 1 ? [port] : [1024, 50_000] {
          let header = TinyHeader(
            source: estate.interfaces[sender].address,
            destination: address,
            protocolNumber: number,
            sourcePort: number == 50 ? 0 : sourcePort,
            destinationPort: number == 1 ? 0 : port
          )
          var walk = PacketInterpreter(estate, natPort: 40_000)
          if case .arrived(.interface(receiver), _) = walk.send(header, from: .interface(sender)) { return true }
        }
      }
    }
    return false
  }

  /// One header of each kind that the rules of tiny estates tell apart: protocols with ports, or ICMP types.
  private static let headers: [(UInt8, [UInt16])] = [
    (6, [22, 443, 1500, 2000, 60_000]), (17, [53, 443, 60_000]), (1, [8, 13, 0]), (50, [0]),
  ]
}
