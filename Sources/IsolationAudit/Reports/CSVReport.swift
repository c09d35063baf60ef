/// The findings as a table of comma-separated values (RFC 4180), for spreadsheets and databases.
///
/// Every field is quoted, so that a program which expects another separator still sees one field. Spreadsheets take a
/// field that begins with a sign of theirs for a formula, and names in AWS may begin with any: such a field has an
/// apostrophe before it, which spreadsheets do not show.
public struct CSVReport: Sendable {
  private let result: AuditResult

  /// Creates the report of a result.
  public init(_ result: AuditResult) { self.result = result }

  /// The names of the columns, in order.
  static let columns = [
    "finding", "assertion", "severity", "kind", "status", "from", "to", "verdict", "title", "source", "destination",
    "packet", "via", "traffic", "interface pairs", "fix", "file", "line", "terraform address", "controls", "change",
    "waived until", "waiver", "first seen", "since",
  ]

  /// The report in UTF-8: a row of names, then a row for each finding, worst first.
  public func render() -> [UInt8] {
    let digest = ResultDigest(result)
    let context = FindingContext(result)
    let places = FindingPlaces(result)
    var bytes: [UInt8] = []
    Self.write(Self.columns, to: &bytes)
    for finding in digest.findings { Self.write(row(finding, digest, context, places), to: &bytes) }
    return bytes
  }

  private func row(
    _ finding: Finding,
    _ digest: ResultDigest,
    _ context: FindingContext,
    _ places: FindingPlaces
  ) -> [String] {
    let place = places.place(of: finding, blamed: context.blamed(for: finding))
    let source = finding.witness?.source ?? finding.chain.first?.from
    let destination = finding.witness?.destination ?? finding.chain.last?.to ?? finding.resources.first
    let age = context.age(of: finding)
    let change =
      switch context.novelty(of: finding) {
      case .new?: "new"
      case .unchanged?: "unchanged"
      case nil: ""
      }
    return [
      finding.id, finding.assertion, finding.severity.rawValue, finding.kind.rawValue,
      finding.waiver == nil ? "open" : "waived", finding.from, finding.to, finding.verdict?.rawValue ?? "",
      finding.title,
      source?.label ?? "", destination?.label ?? "", finding.witness?.summary ?? "",
      finding.via.prefix(16).map(\.label).joined(separator: "; "),
      finding.traffic.prefix(16).map { "\($0.service) \($0.source) > \($0.destination)" }.joined(separator: "; "),
      finding.endpointPairs > 0 ? "\(finding.endpointPairs)" : "", finding.fixes.joined(separator: " "),
      place?.file ?? "", place.flatMap { $0.line > 0 ? "\($0.line)" : nil } ?? "", place?.address ?? "",
      digest.assertions[finding.assertion]?.controls.joined(separator: "; ") ?? "", change,
      context.waiver(of: finding)?.expires ?? "", finding.waiver ?? "", age?.firstSeen ?? "", age?.since ?? "",
    ]
  }

  private static func write(_ fields: [String], to bytes: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "\""))
      let text = field.visible(limit: 2_000)
      if isFormula(text) { bytes.append(UInt8(ascii: "'")) }
      for byte in text.utf8 {
        bytes.append(byte)
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      }
      bytes.append(UInt8(ascii: "\""))
    }
    bytes += "\r\n".utf8
  }

  /// Whether a spreadsheet would calculate the field: it begins with a sign, in its plain or its full width, perhaps after
  /// blanks.
  ///
  /// Tabs and line feeds, which count as well, are escapes by now.
  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }) else { return false }
    return ["=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠"].contains(first)
  }
}
