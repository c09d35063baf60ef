/// The result as workflow commands of GitHub Actions, which shows them in the log, in the summary, and at lines of the
/// pull request's files.
///
/// GitHub shows at most ten of each level for a step ("Workflow commands for GitHub Actions", "Setting an error message");
/// where there are more, the last one says how many.
public struct GitHubAnnotations: Sendable {
  /// The most of one level that are shown.
  static let maximumOfLevel = 10

  private let result: AuditResult

  /// Creates the annotations of a result.
  public init(_ result: AuditResult) { self.result = result }

  /// The annotations in UTF-8, one a line; nothing when there is nothing to say.
  public func render() -> [UInt8] {
    var text = ""
    let items = ReviewItem.items(of: result)
    for level in [ReviewItem.Level.error, .warning, .notice] {
      let own = items.filter { $0.level == level }
      let shown = own.count > Self.maximumOfLevel ? Self.maximumOfLevel - 1 : own.count
      for item in own.prefix(shown) { text += Self.command(item) }
      if own.count > shown {
        text +=
          "::\(level.rawValue) title=Isolation::\(Self.data("and \((own.count - shown).of("more", plural: "more")); the reports have all"))\n"
      }
    }
    return Array(text.utf8)
  }

  private static func command(_ item: ReviewItem) -> String {
    var properties: [String] = []
    if let location = item.location {
      properties.append("file=\(property(location.file.visible(limit: 400)))")
      properties.append("line=\(location.line)")
      if location.column > 0 { properties.append("col=\(location.column)") }
    }
    let severity = item.severity.map { "\($0.rawValue.uppercased()) " } ?? ""
    properties.append("title=\(property("\(severity)\(item.assertion.visible(limit: 120))"))")
    let message = ([item.title] + item.details).joined(separator: "\n")
    return "::\(item.level.rawValue) \(properties.joined(separator: ","))::\(data(message))\n"
  }

  /// A message as the runner reads it: it undoes exactly these escapes (actions/toolkit, `command.ts`).
  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// A property as the runner reads it.
  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
