import Foundation

/// Compares what an audit found with what was planted.
struct PlantedCheck {
  private struct Expected: Decodable {
    struct End: Decodable { let environment, vpc, cidr: String }
    struct Finding: Decodable {
      let assertion, kind: String
      let from, to: End
      let via, sourceEnis, targetEnis: [String]
      let port: Int
    }
    let findings: [Finding]
  }

  /// What the check needs of a result, as its published schema has it.
  private struct Result: Decodable {
    struct Assertion: Decodable {
      let id, outcome: String
      let gaps: [String]
    }
    struct Finding: Decodable {
      struct End: Decodable { let id: String }
      struct Witness: Decodable {
        let source, destination: End
        let destinationPort: Int?
      }
      struct Traffic: Decodable { let source, destination, ports: String }
      let assertion, title, from, to: String
      let witness: Witness?
      let traffic: [Traffic]
      let endpointPairs: Int
    }
    let assertions: [Assertion]
    let findings: [Finding]
  }

  /// Planted violations that no finding covers.
  let missed: [String]
  /// Findings that cover no planted violation.
  let unplanted: [String]
  /// Assertions that could not be judged, with the first reason.
  let inconclusive: [String]
  private let planted: Int
  /// How many pairs of interfaces the planted violations connect, and how many the findings on them count.
  private let pairs: (planted: Int, found: Int)

  /// Whether the audit found what was planted, to the pair of interfaces, and nothing else, and judged everything.
  var isRight: Bool {
    missed.isEmpty && unplanted.isEmpty && inconclusive.isEmpty && pairs.found == pairs.planted
  }

  /// Reads the result of the last audit of an estate.
  init(_ estate: GeneratedEstate) throws {
    let decoder = JSONDecoder()
    let expected = try decoder.decode(Expected.self, from: Data(contentsOf: estate.expected)).findings
    let result = try decoder.decode(Result.self, from: Data(contentsOf: estate.result))
    planted = expected.count
    missed = expected.filter { violation in
      !result.findings.contains { Self.covers($0, violation) }
    }.map { "\($0.kind) from \($0.from.vpc) to \($0.to.vpc)" }
    unplanted = result.findings.filter { finding in
      !expected.contains { Self.covers(finding, $0) }
    }.map { "\($0.assertion): \($0.title)" }
    let covering = result.findings.filter { finding in expected.contains { Self.covers(finding, $0) } }
    pairs = (
      expected.map { $0.sourceEnis.count * $0.targetEnis.count }.reduce(0, +),
      covering.map(\.endpointPairs).reduce(0, +)
    )
    inconclusive = result.assertions.filter { $0.outcome == "inconclusive" }
      .map { "\($0.id): \($0.gaps.first ?? "no reason given")" }
  }

  /// What to print.
  var summary: String {
    var lines = [
      "\(planted - missed.count) of \(planted) planted violations found, \(unplanted.count) other findings, "
        + "\(inconclusive.count) assertions inconclusive; "
        + "\(pairs.found) of \(pairs.planted) pairs of interfaces"
    ]
    lines += missed.map { "  missed: \($0)" }
    lines += unplanted.prefix(10).map { "  not planted: \($0)" }
    lines += inconclusive.map { "  inconclusive: \($0)" }
    return lines.joined(separator: "\n")
  }

  /// Whether a finding is about the planted traffic: the same assertion and environments, and packets between the two VPCs
  /// to the opened port.
  private static func covers(_ finding: Result.Finding, _ planted: Expected.Finding) -> Bool {
    guard finding.assertion == planted.assertion, finding.from == planted.from.environment,
      finding.to == planted.to.environment
    else { return false }
    if let witness = finding.witness, planted.sourceEnis.contains(witness.source.id),
      planted.targetEnis.contains(witness.destination.id), witness.destinationPort == planted.port
    {
      return true
    }
    guard let source = Block(planted.from.cidr), let target = Block(planted.to.cidr) else { return false }
    return finding.traffic.contains { set in
      guard let from = Block(set.source), let to = Block(set.destination) else { return false }
      return source.contains(from) && target.contains(to) && set.ports == "\(planted.port)"
    }
  }

  /// A range of IPv4 addresses as reports write it: an address, a prefix, or two addresses with a hyphen.
  private struct Block {
    let first: UInt32
    let last: UInt32

    init?(_ text: String) {
      let ends = text.split(separator: "-").map { $0.split(separator: "/") }
      guard let low = ends.first?.first.flatMap({ Self.address($0) }) else { return nil }
      if ends.count == 2, let high = ends[1].first.flatMap({ Self.address($0) }) {
        (first, last) = (low, high)
      } else if ends[0].count == 2, let length = UInt32(ends[0][1]), length <= 32 {
        (first, last) = (low, low | (length == 32 ? 0 : .max >> length))
      } else {
        (first, last) = (low, low)
      }
    }

    func contains(_ other: Block) -> Bool { first <= other.first && other.last <= last }

    private static func address(_ text: Substring) -> UInt32? {
      let parts = text.split(separator: ".").compactMap { UInt8($0) }
      return parts.count == 4 ? parts.reduce(0) { $0 << 8 | UInt32($1) } : nil
    }
  }
}
