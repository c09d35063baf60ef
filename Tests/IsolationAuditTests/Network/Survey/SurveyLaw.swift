import IsolationAudit
import Oracles

/// The audit of whole environments beside probes of single interfaces, on one tiny estate.
///
/// Each VPC is an environment of its own and nothing may cross; what the audit says of a pair of environments must be what
/// the probes between their interfaces say.
struct SurveyLaw {
  /// What the audit says of an ordered pair of environments.
  struct Judgement {
    var outcome: AssertionResult.Outcome
    var findings: [Finding]

    /// The strongest verdict of the findings.
    var verdict: Reachability { findings.compactMap(\.verdict).min() ?? .isolated }
  }

  /// What the probes say of an ordered pair of environments.
  struct Probed {
    var verdict: Reachability = .isolated
    /// The pairs of interfaces, sender first, between which packets get through.
    var pairs: Set<[Int]> = []
    /// Whether some probe hangs on a missing fact.
    var isUnknown = false
    /// The probe with the strongest verdict.
    var strongest = ""
  }

  /// A law that does not hold, with what both say.
  struct Violation: CustomStringConvertible {
    var description: String
  }

  let estate: TinyEstate
  private let result: AuditResult
  private let session: ReachSession

  /// Audits an estate; files may be given that say more or less than the estate's own.
  init(_ estate: TinyEstate, files: [(path: String, bytes: [UInt8])]? = nil) throws {
    self.estate = estate
    let files = files ?? estate.files()
    let snapshot = try AWSSnapshot.read(files: files)
    if let first = snapshot.diagnostics.first(where: \.isUnreadable) { throw UnreadableSnapshot(first) }
    let inputs = [PolicyInput(file: "policy.yaml", text: Self.policy(estate))]
    result = try IsolationAuditor().audit(
      snapshot,
      try IsolationAuditor.policy(inputs),
      inputs,
      AuditOptions(generated: "2026-01-01T00:00:00Z", subject: "tiny")
    )
    session = ReachSession(snapshot.estate, files: snapshot.files)
  }

  /// An environment for each VPC, and no traffic among them.
  static func policy(_ estate: TinyEstate) -> String {
    let environments = estate.vpcs.map { "  e-\($0.id): { tier: t-\($0.id), match: [{ vpc: \($0.id) }] }" }
    return """
      schema: isolation-audit/v1
      environments:
      \(environments.joined(separator: "\n"))
      assertions:
        - id: nothing-crosses
          title: Nothing crosses
          severity: high
          no-traffic:
            between: [\(estate.vpcs.map { "{ environment: e-\($0.id) }" }.joined(separator: ", "))]
      """
  }

  /// What the audit says of the traffic from one VPC to another.
  func judgement(from: Int, to: Int) -> Judgement? {
    let names = ("e-\(estate.vpcs[from].id)", "e-\(estate.vpcs[to].id)")
    guard let pair = result.assertions.flatMap(\.pairs).first(where: { ($0.from, $0.to) == names }) else { return nil }
    return Judgement(outcome: pair.outcome, findings: result.findings.filter { ($0.from, $0.to) == names })
  }

  /// What probes between all interfaces of two VPCs say, to private and public addresses.
  ///
  /// With `protocols`, also of TCP, UDP and echo requests on their own, besides any protocol.
  func probed(from: Int, to: Int, protocols: Bool) -> Probed {
    let senders = estate.interfaces.indices.filter { estate.vpc(of: $0) == from && estate.interfaces[$0].nat == nil }
    let receivers = estate.interfaces.indices.filter { estate.vpc(of: $0) == to }
    let kinds = ["\"any\""] + (protocols ? ["\"tcp\"", "\"udp\"", "\"icmp\",\"type\":8,\"code\":0"] : [])
    var lines: [(pair: [Int], text: String)] = []
    for sender in senders {
      for receiver in receivers {
        var ends = ["{\"eni\":\"\(estate.interfaces[receiver].id)\"}"]
        if let address = estate.interfaces[receiver].publicAddress { ends.append("{\"ip\":\"\(address.dotted)\"}") }
        for end in ends {
          for kind in kinds {
            let text =
              "{\"id\":\"p\",\"from\":{\"eni\":\"\(estate.interfaces[sender].id)\"},\"to\":\(end),\"protocol\":\(kind)}"
            lines.append(([sender, receiver], text))
          }
        }
      }
    }
    var probed = Probed()
    let answers = session.answer(probes: Array(lines.map(\.text).joined(separator: "\n").utf8))
    for (line, answer) in zip(lines, answers) {
      if answer.verdict == .unknown { probed.isUnknown = true }
      guard answer.verdict.violatesIsolation else { continue }
      probed.pairs.insert(line.pair)
      guard answer.verdict < probed.verdict else { continue }
      probed.verdict = answer.verdict
      probed.strongest = "\(line.text) \(answer.hops.map { "\($0.kind) \($0.resource)" })"
    }
    return probed
  }

  /// What contradicts the laws; with `protocols`, each protocol is also asked for on its own.
  func violations(protocols: Bool = true) -> [Violation] {
    var violations: [Violation] = []
    for from in estate.vpcs.indices {
      for to in estate.vpcs.indices where to != from {
        let name = "\(estate.vpcs[from].id) to \(estate.vpcs[to].id)"
        guard let judgement = judgement(from: from, to: to) else {
          violations.append(Violation(description: "\(name) is not judged"))
          continue
        }
        violations += contradictions(judgement, probed(from: from, to: to, protocols: protocols)).map {
          Violation(description: "\(name): \($0)")
        }
      }
    }
    return violations
  }

  private func contradictions(_ judgement: Judgement, _ probed: Probed) -> [String] {
    var texts: [String] = []
    if probed.verdict.violatesIsolation, judgement.verdict > probed.verdict {
      texts.append(
        "the audit says \(judgement.verdict.rawValue), a probe \(probed.verdict.rawValue): \(probed.strongest)"
      )
    }
    if !probed.verdict.violatesIsolation, !judgement.findings.isEmpty {
      texts.append("the audit has \(judgement.findings.map(\.title)), and no probe gets through")
    }
    if probed.isUnknown, judgement.outcome == .passed { texts.append("the audit passes what a probe calls unknown") }
    if probed.verdict.violatesIsolation, judgement.outcome != .violated {
      texts.append("the audit calls \(judgement.outcome.rawValue) what a probe gets through")
    }
    // With a single way across, its pairs of interfaces are all pairs.
    if judgement.findings.count == 1, judgement.findings[0].endpointPairs != probed.pairs.count {
      texts.append(
        "the audit counts \(judgement.findings[0].endpointPairs) pairs of interfaces, probes \(probed.pairs.count)"
      )
    }
    if judgement.findings.reduce(0, { $0 + $1.endpointPairs }) < probed.pairs.count {
      texts.append("the findings together have fewer pairs of interfaces than the \(probed.pairs.count) of the probes")
    }
    return texts
  }
}
