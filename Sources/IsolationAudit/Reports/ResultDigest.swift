import Crypto

/// What the reports derive from a result: the order of findings, what to do first, digests of the inputs.
struct ResultDigest {
  /// Something to do, and what it is good for.
  struct Step: Equatable {
    /// What to do, a sentence.
    var text: String
    /// The number of findings that it closes, or helps to close.
    var findings: Int
    /// What it does for them.
    var effect: Effect

    /// What a step does for findings.
    enum Effect: Equatable {
      /// It closes them on its own, as was tried.
      case closes
      /// It is one of the steps that close them together, as was tried.
      case helps
      /// It is the first step of advice that was not tried.
      case advice
    }

    /// The step's effect in words.
    var effectText: String {
      switch effect {
      case .closes: "closes \(findings.of("finding"))"
      case .helps: "one of the steps that close \(findings.of("finding"))"
      case .advice: "first step of \(findings.of("finding"))"
      }
    }
  }

  /// The findings, worst first, otherwise in the result's order.
  let findings: [Finding]
  /// The assertions by id.
  let assertions: [String: AssertionResult]
  /// What closes the findings, the step that closes most first; none for a finding that an earlier step closes.
  let steps: [Step]
  /// Why assertions could not be judged, each reason once, in the result's order.
  let gaps: [String]

  init(_ result: AuditResult) {
    let found = result.findings
    // A finding is large: places are sorted, and each is copied once.
    findings = found.indices.sorted { (found[$1].severity, $0) < (found[$0].severity, $1) }.map { found[$0] }
    assertions = Dictionary(result.assertions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    steps = Self.steps(findings)
    var seen: Set<String> = []
    gaps = result.assertions.flatMap(\.gaps).filter { seen.insert($0).inserted }
  }

  private static func steps(_ findings: [Finding]) -> [Step] {
    var steps: [Step] = []
    var open = Set(findings.map(\.id))
    /// The findings that a step closes on its own, in the order in which the steps come up.
    var closing: [(text: String, findings: Set<String>)] = []
    var places: [String: Int] = [:]
    func add(_ text: String, _ findings: some Sequence<String>) {
      if let index = places[text] {
        closing[index].findings.formUnion(findings)
      } else {
        places[text] = closing.count
        closing.append((text, Set(findings)))
      }
    }
    for finding in findings {
      guard let cut = finding.cut else { continue }
      for element in cut.elements {
        add(element.step, cut.elements.count == 1 ? [finding.id] + element.alsoCloses : element.alsoCloses)
      }
    }
    let broadest = closing.enumerated().sorted {
      ($1.element.findings.count, $0.offset) < ($0.element.findings.count, $1.offset)
    }
    for (_, step) in broadest {
      let closed = step.findings.intersection(open)
      guard !closed.isEmpty else { continue }
      steps.append(Step(text: step.text, findings: closed.count, effect: .closes))
      open.subtract(closed)
    }
    var others: [Step] = []
    places = [:]
    func count(_ text: String, _ effect: Step.Effect) {
      if let place = places[text] {
        others[place].findings += 1
      } else {
        places[text] = others.count
        others.append(Step(text: text, findings: 1, effect: effect))
      }
    }
    for finding in findings where open.contains(finding.id) {
      if let cut = finding.cut {
        for element in cut.elements { count(element.step, .helps) }
      } else if let text = finding.remediation.first {
        count(text, .advice)
      }
    }
    let broad = others.enumerated().sorted { ($1.element.findings, $0.offset) < ($0.element.findings, $1.offset) }
    return steps + broad.map(\.element)
  }

  /// The verdict in one sentence with its counts.
  static func sentence(_ result: AuditResult) -> String {
    let summary = result.summary
    let waived = summary.waived ?? 0
    let whole = summary.passed + summary.violated + summary.inconclusive + waived
    guard whole > 0 else { return "The policy states no assertion." }
    var parts: [String] = []
    if summary.violated > 0 {
      parts.append(
        "\(summary.violated.grouped) of \(whole.of("assertion")) \(summary.violated == 1 ? "is" : "are") violated"
      )
    }
    if summary.inconclusive > 0 { parts.append("\(summary.inconclusive.grouped) could not be judged") }
    if waived > 0 { parts.append("\(waived.grouped) \(waived == 1 ? "is" : "are") waived") }
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
