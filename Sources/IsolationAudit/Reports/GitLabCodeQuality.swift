import Crypto
import Foundation

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
      var path: String
      var lines: Lines
    }
    var description: String
    var check_name: String
    var fingerprint: String
    var severity: String
    var location: Location
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
        description: ([item.title] + item.details).joined(separator: "; "),
        check_name: item.assertion.visible(limit: 120),
        fingerprint: ResultDigest.hexadecimal(SHA256.hash(data: Array(item.id.utf8))),
        severity: Self.severity(item),
        location: Entry.Location(
          path: item.location?.file.visible(limit: 400)
            ?? (fallback.isEmpty ? "isolation" : fallback.visible(limit: 400)),
          lines: Entry.Location.Lines(begin: item.location?.line ?? 1)
        )
      )
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(entries)) + [UInt8(ascii: "\n")]
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
