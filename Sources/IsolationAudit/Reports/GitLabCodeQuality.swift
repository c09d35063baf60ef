import Crypto

/// The result as a code quality report of GitLab, which shows it in the merge request and at the lines of its changes.
///
/// The form is GitLab's part of the Code Climate format ("Code Quality", "Code Quality report format"): each entry needs a
/// path and a line, so what has none stands at the first line of what was audited.
public struct GitLabCodeQuality: Sendable {
  private struct Entry: Encodable {
    struct Location: Encodable {
      struct Lines: Encodable {
        var begin: Int
      }
      var lines: Lines
      var path: String
    }
    var check_name: String
    var description: String
    var fingerprint: String
    var location: Location
    var severity: String
  }

  private let result: AuditResult

  /// Creates the report of a result.
  public init(_ result: AuditResult) { self.result = result }

  /// The report in UTF-8: an array of JSON, empty when there is nothing to say.
  ///
  /// - Throws: An error when a value cannot be encoded.
  public func render() throws -> [UInt8] {
    let fallback = result.change?.base.name ?? ""
    let entries = ReviewItem.items(of: result).map { item in
      Entry(
        check_name: item.assertion.visible(limit: 120),
        description: ([item.title] + item.details).joined(separator: "; "),
        fingerprint: ResultDigest.hexadecimal(SHA256.hash(data: Array(item.id.utf8))),
        location: Entry.Location(
          lines: Entry.Location.Lines(begin: item.location?.line ?? 1),
          path: item.location?.file.visible(limit: 400)
            ?? (fallback.isEmpty ? "isolation" : fallback.visible(limit: 400))
        ),
        severity: Self.severity(item)
      )
    }
    return try SortedJSONEncoder().encode(entries) + [UInt8(ascii: "\n")]
  }

  private static func severity(_ item: ReviewItem) -> String {
    switch item.severity {
    case .critical: "blocker"
    case .high: "critical"
    case .medium, nil: "major"
    case .low: "minor"
    case .info: "info"
    }
  }
}
