/// The result as Markdown: a comment for a pull request, an issue or a job's summary.
///
/// It begins with a hidden marker, by which whoever posts it finds the comment of an earlier run and replaces it. It is
/// never longer than trackers take; what has no room is left out in the middle and counted, so that the verdict above and
/// the gaps and waivers below are always there.
public struct MarkdownReport: Sendable {
  /// The longest text that GitHub takes is 65,536 bytes (of UTF-8, not characters); there is room for a line more.
  public static let defaultLimit = 65_000

  let result: AuditResult
  let digest: ResultDigest
  private let limit: Int

  /// Creates the report of a result.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - limit: The greatest length in bytes; at least 8,000 are used.
  public init(_ result: AuditResult, limit: Int = defaultLimit) {
    self.result = result
    digest = ResultDigest(result)
    self.limit = max(limit, 8_000)
  }

  /// The hidden first line of the report of a subject: the same in every run, so that a comment can be found again.
  public static func marker(subject: String) -> String {
    // Two hyphens would be the beginning of a comment's end.
    let words = subject.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let key = words.joined(separator: "-").prefix(80)
    return "<!-- isolation-audit report: \(key.isEmpty ? "-" : key) -->"
  }

  /// The report in UTF-8.
  public func render() -> [UInt8] {
    // A third of the room each at most for what stands above and below the findings.
    let head = MarkdownPage.fitted(headBlocks, into: limit / 3)
    let tail = MarkdownPage.fitted(tailBlocks, into: limit / 4)
    let room = limit - head.utf8.count - tail.utf8.count - 2
    let middle = MarkdownPage.fitted(findingBlocks, into: room)
    return Array([head, middle, tail].filter { !$0.isEmpty }.joined(separator: "\n").utf8)
  }

  /// The verdict, what changed, who reaches whom.
  private var headBlocks: [MarkdownPage.Block] {
    let verdict = result.verdict
    var blocks: [MarkdownPage.Block] = [
      .init(Self.marker(subject: result.subject)),
      .init("## \(verdict.symbol) \(verdict.heading): \(MarkdownText.plain(result.subject, limit: 120))"),
      .init("**\(MarkdownText.plain(ResultDigest.sentence(result)))**"),
    ]
    blocks += changeBlocks
    blocks += [.init("### Who reaches whom"), matrixBlock].filter { _ in !result.matrix.isEmpty }
    return blocks
  }

  /// The findings, worst first, those that are waived last.
  private var findingBlocks: [MarkdownPage.Block] {
    guard !digest.findings.isEmpty else { return [] }
    let opened = Set(result.change?.opened.map(\.finding) ?? [])
    let ordered =
      digest.findings.filter { $0.waiver == nil && opened.contains($0.id) }
      + digest.findings.filter { $0.waiver == nil && !opened.contains($0.id) }
      + digest.findings.filter { $0.waiver != nil }
    var blocks = [MarkdownPage.Block("### Findings (\(ordered.count.grouped))")]
    // What has no room even if all before it are brief is only counted, so its text is not made.
    var room = limit
    for finding in ordered {
      guard room > 0 else {
        blocks.append(.init("", noun: "more finding"))
        continue
      }
      var block = FindingMarkdown(finding, isNew: opened.contains(finding.id), waiver: waiver(of: finding)).block
      block.noun = "more finding"
      room -= block.brief?.utf8.count ?? 0
      blocks.append(block)
    }
    return blocks
  }

  /// What could not be judged, the waivers, where the report comes from.
  private var tailBlocks: [MarkdownPage.Block] {
    var blocks: [MarkdownPage.Block] = []
    let undecided = result.assertions.filter { $0.outcome == .inconclusive }
    if !undecided.isEmpty {
      blocks.append(.init("### Could not be judged"))
      blocks.append(.init("What could not be judged is not isolated."))
      blocks += undecided.map { assertion in
        var lines = ["- **\(MarkdownText.plain(assertion.title))** \(MarkdownText.code(assertion.id, limit: 120))"]
        lines += assertion.gaps.prefix(6).map { "  - \(MarkdownText.sentence($0))" }
        if assertion.gaps.count > 6 { lines.append("  - and \((assertion.gaps.count - 6).of("more reason"))") }
        return .init(lines.joined(separator: "\n"), noun: "more assertion that could not be judged", isListItem: true)
      }
    }
    if let waivers = result.waivers?.waivers, !waivers.isEmpty {
      blocks.append(.init("### Waivers (\(waivers.count.grouped))"))
      blocks += waivers.map { waiver in
        .init("- \(Self.line(of: waiver))", noun: "more waiver", isListItem: true)
      }
    }
    let origin = [
      "\(MarkdownText.plain(result.tool.name, limit: 60)) \(MarkdownText.plain(result.tool.version, limit: 60))",
      MarkdownText.plain(result.generated, limit: 60),
      result.inputs.count.of("input file"),
      "inputs " + MarkdownText.code(String(ResultDigest.ofInputs(result.inputs).prefix(16))),
    ]
    blocks.append(.init("<sub>\(origin.joined(separator: " · "))</sub>"))
    return blocks
  }

  private func waiver(of finding: Finding) -> WaiverRecord? {
    finding.waiver.flatMap { id in result.waivers?.waivers.first { $0.id == id } }
  }

  private static func line(of waiver: WaiverRecord) -> String {
    var text = "\(MarkdownText.code(waiver.id, limit: 120)) **\(waiver.status.word)**"
    text += ", until \(MarkdownText.plain(waiver.expires, limit: 40))"
    text += ", owner \(MarkdownText.plain(waiver.owner, limit: 120)), \(MarkdownText.plain(waiver.ticket, limit: 120))"
    text += ": \(MarkdownText.plain(waiver.reason, limit: 200))"
    return text
  }

  /// A table of environments where one can be read, otherwise the pairs by status.
  private var matrixBlock: MarkdownPage.Block {
    let names = result.environments.map(\.name)
    guard names.count <= 12 else {
      let rows = AuditResult.MatrixCell.Status.reportOrder.compactMap { status -> String? in
        let cells = result.matrix.filter { $0.status == status }
        guard !cells.isEmpty else { return nil }
        let shown = status == .notAssessed ? [] : cells.prefix(20).map { Self.pair($0.from, $0.to) }
        let more = cells.count > shown.count && !shown.isEmpty ? [(cells.count - shown.count).of("more pair")] : []
        let list = shown.isEmpty ? cells.count.of("pair") : (shown + more).joined(separator: ", ")
        return "- \(status.symbol) **\(status.word)**: \(list)"
      }
      return .init(rows.joined(separator: "\n"))
    }
    var cells: [[String]: AuditResult.MatrixCell.Status] = [:]
    for cell in result.matrix { cells[[cell.from, cell.to]] = cell.status }
    var lines = ["| from ↓ to → | " + names.map { MarkdownText.plain($0, limit: 60) }.joined(separator: " | ") + " |"]
    lines.append("|---" + String(repeating: "|---", count: names.count) + "|")
    for from in names {
      let row = names.map { to in cells[[from, to]].map { "\($0.symbol) \($0.word)" } ?? "" }
      lines.append("| **\(MarkdownText.plain(from, limit: 60))** | " + row.joined(separator: " | ") + " |")
    }
    return .init(lines.joined(separator: "\n"))
  }

  /// A direction, as every list writes it.
  static func pair(_ from: String, _ to: String) -> String {
    [from, to].filter { !$0.isEmpty }.map { MarkdownText.plain($0, limit: 80) }.joined(separator: " → ")
  }
}
