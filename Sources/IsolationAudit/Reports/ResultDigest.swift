import Crypto

/// What the reports derive from a result: the order of findings, what to do first, digests of the inputs.
struct ResultDigest {
  /// Something to do, and what it is good for.
  struct Step: Equatable {
    /// What to do, a sentence.
    var text: String
    /// The number of findings that it closes.
    var findings: Int
  }

  /// The findings, worst first, otherwise in the result's order.
  let findings: [Finding]
  /// The assertions by id.
  let assertions: [String: AssertionResult]
  /// The first step of each finding's remediation, the one that closes most findings first.
  let steps: [Step]
  /// Why assertions could not be judged, each reason once, in the result's order.
  let gaps: [String]

  init(_ result: AuditResult) {
    findings = result.findings.enumerated()
      .sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }
      .map(\.element)
    assertions = Dictionary(result.assertions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var steps: [Step] = []
    var places: [String: Int] = [:]
    for finding in findings {
      guard let text = finding.remediation.first else { continue }
      if let place = places[text] {
        steps[place].findings += 1
      } else {
        places[text] = steps.count
        steps.append(Step(text: text, findings: 1))
      }
    }
    self.steps = steps.enumerated()
      .sorted { ($1.element.findings, $0.offset) < ($0.element.findings, $1.offset) }
      .map(\.element)
    var seen: Set<String> = []
    gaps = result.assertions.flatMap(\.gaps).filter { seen.insert($0).inserted }
  }

  /// The verdict in one sentence with its counts.
  static func sentence(_ result: AuditResult) -> String {
    let summary = result.summary
    let whole = summary.passed + summary.violated + summary.inconclusive
    guard whole > 0 else { return "The policy states no assertion." }
    var parts: [String] = []
    if summary.violated > 0 {
      parts.append(
        "\(summary.violated.grouped) of \(whole.of("assertion")) \(summary.violated == 1 ? "is" : "are") violated"
      )
    }
    if summary.inconclusive > 0 { parts.append("\(summary.inconclusive.grouped) could not be judged") }
    if summary.passed == whole {
      parts.append(whole == 1 ? "the one assertion holds" : "all \(whole.of("assertion")) hold")
    } else {
      parts.append("\(summary.passed.grouped) \(summary.passed == 1 ? "holds" : "hold")")
    }
    let text = parts.joined(separator: ", ") + (summary.findings > 0 ? "; " + summary.findings.of("finding") : "")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  /// The SHA-256 over the digests and paths of all input files, one line each in the form of `sha256sum`.
  static func ofInputs(_ inputs: [AuditResult.InputFile]) -> String {
    var hash = SHA256()
    for input in inputs { hash.update(data: Array("\(input.sha256)  \(input.path)\n".utf8)) }
    return hexadecimal(hash.finalize())
  }

  /// Bytes in lower-case hexadecimal.
  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.reduce(into: "") { text, byte in
      text += byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
    }
  }
}
