/// Remarks about the inputs, gathered while files are read; places become lines and columns at the end.
struct SnapshotRemarks: Sendable {
  /// One remark.
  private struct Remark: Sendable {
    var severity: Diagnostic.Severity
    var code: String
    var message: String
    var place: Provenance?
    var resource: String?
    /// A second place, named at the end of the message.
    var other: Provenance?
  }

  /// The most remarks of one code that are kept, unless they are errors: stale references can be many.
  static let limit = 200

  private var remarks: [Remark] = []
  private var counts: [String: Int] = [:]

  /// Whether there is an error among them.
  private(set) var hasErrors = false

  /// Adds a remark.
  mutating func add(
    _ severity: Diagnostic.Severity,
    _ code: String,
    _ message: String,
    at place: Provenance? = nil,
    resource: String? = nil,
    other: Provenance? = nil
  ) {
    hasErrors = hasErrors || severity == .error
    counts[code, default: 0] += 1
    guard severity == .error || counts[code, default: 0] <= Self.limit else { return }
    remarks.append(
      Remark(severity: severity, code: code, message: message, place: place, resource: resource, other: other)
    )
  }

  /// The diagnostics, sorted.
  func diagnostics(in files: SourceFiles) -> [Diagnostic] {
    let places = remarks.compactMap(\.place) + remarks.compactMap(\.other)
    let distinct = Array(Set(places)).sorted()
    var locations: [Provenance: SourceLocation] = [:]
    for (place, location) in zip(distinct, files.locate(distinct)) { locations[place] = location }
    var diagnostics = remarks.map { remark in
      var message = remark.message
      if let other = remark.other, let location = locations[other] { message += " \(location)" }
      return Diagnostic(
        remark.severity,
        code: remark.code,
        message: message,
        location: remark.place.flatMap { locations[$0] },
        resource: remark.resource
      )
    }
    for (code, count) in counts where count > Self.limit {
      let kept = remarks.count { $0.code == code }
      guard kept < count else { continue }
      diagnostics.append(Diagnostic(.note, code: code, message: "\(count - kept) more remarks of this kind"))
    }
    return diagnostics.sorted()
  }
}
