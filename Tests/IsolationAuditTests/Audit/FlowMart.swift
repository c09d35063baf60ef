import Foundation
import IsolationAudit
import Testing

/// The reference estate's two snapshots, and the mistakes planted in one of them.
enum FlowMart {
  /// The files of a snapshot below `examples/flowmart`, in memory, in order of their paths.
  static func files(_ snapshot: String) throws -> [(path: String, bytes: [UInt8])] {
    let root = try folder("examples/flowmart/\(snapshot)")
    let below = FileManager.default.enumerator(atPath: root.path(percentEncoded: false))
    let paths = (below?.allObjects ?? []).compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }
    return try paths.sorted().map { (path: $0, bytes: Array(try Data(contentsOf: root.appending(path: $0)))) }
  }

  private static func folder(_ path: String) throws -> URL {
    FixtureFile.root.deletingLastPathComponent().deletingLastPathComponent().appending(path: path)
  }

  /// FlowMart's policy.
  static func policy() throws -> PolicyInput {
    PolicyInput(file: "flowmart.yaml", bytes: try FixtureFile.repository("policies/flowmart.yaml"))
  }

  /// Audits files against FlowMart's policy.
  static func audit(_ files: [(path: String, bytes: [UInt8])], worksOutCuts: Bool = true) throws -> AuditResult {
    let inputs = [try policy()]
    let options = AuditOptions(
      generated: "2026-11-23T02:00:00Z",
      subject: "FlowMart",
      worksOutCuts: worksOutCuts
    )
    return try IsolationAuditor().audit(
      try AWSSnapshot.read(files: files),
      try IsolationAuditor.policy(inputs),
      inputs,
      options
    )
  }

  /// The result of `snapshot`, worked out once.
  static let clean = Result { try audit(files("snapshot")) }
  /// The result of `snapshot-drifted`, worked out once.
  static let drifted = Result { try audit(files("snapshot-drifted")) }

  /// A mistake of `planted.json`.
  struct Mistake: Decodable, Sendable, CustomTestStringConvertible {
    /// A finding that a mistake causes.
    struct Trace: Decodable, Hashable, Sendable, CustomStringConvertible {
      let assertion: String
      let from: String
      let to: String
      let via: String

      var description: String { "\(assertion): \(from) → \(to) via \(via)" }
    }

    let id: String
    let title: String
    let expect: [Trace]
    let consequences: [Trace]

    var testDescription: String { "\(id) \(title)" }
  }

  /// The mistakes, or none when the list cannot be read; ``FlowMartAuditTests`` asks for twelve.
  static let mistakes: [Mistake] =
    (try? JSONDecoder().decode(
      [Mistake].self,
      from: Data(FixtureFile.repository("examples/flowmart/planted.json"))
    )) ?? []
}

extension FlowMart.Mistake.Trace {
  /// Whether a finding is this one.
  ///
  /// The environments must agree, in order where there is a direction; `via` is the name or id of a resource that the
  /// finding shows, or the account or Region where that is what is shared.
  func matches(_ finding: Finding, kind: String) -> Bool {
    guard finding.assertion == assertion else { return false }
    let hasDirection = ["no-traffic", "only-traffic", "no-assume-role", "no-path", "no-rewiring"].contains(kind)
    let sameWay = finding.from == from && finding.to == to
    guard sameWay || (!hasDirection && finding.from == to && finding.to == from) else { return false }
    let shown =
      finding.via + finding.resources + (finding.hops + finding.returnHops).map(\.resource)
      + finding.chain.flatMap { [$0.from, $0.to] + ($0.leg?.hops.map(\.resource) ?? []) }
    return shown.contains { $0.name == via || $0.id == via }
  }
}
