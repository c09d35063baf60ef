/// Something to say about an input: what is wrong, where, and what was expected.
///
/// A diagnostic speaks of the *input*. It is never a finding: an estate that violates its policy is judged by
/// assertions, while an input that cannot be read makes them inconclusive.
public struct Diagnostic: Hashable, Sendable, Codable {
  /// How much hangs on a diagnostic.
  public enum Severity: String, Hashable, Sendable, Codable, CaseIterable {
    /// The input cannot be trusted where this was found.
    case error
    /// The input was read, but probably does not say what its author meant.
    case warning
    /// Worth knowing; changes nothing.
    case note
  }

  /// How much hangs on it.
  public var severity: Severity
  /// A stable name of the kind of diagnostic, in kebab case, such as `duplicate-key`.
  public var code: String
  /// What is wrong and what was expected: lower case, no full stop.
  public var message: String
  /// Where; `nil` where no file can be named.
  public var location: SourceLocation?
  /// The id of the resource that the place belongs to, such as `eni-0abc`.
  public var resource: String?

  /// Creates a diagnostic.
  public init(
    _ severity: Severity,
    code: String,
    message: String,
    location: SourceLocation? = nil,
    resource: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
    self.resource = resource
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The diagnostic on one line: `inventory/eni.json:812:17 #/NetworkInterfaces/4/SubnetId (eni-0abc): error: …`.
  ///
  /// Control characters from the input are replaced by U+FFFD, so that a tag cannot drive the terminal.
  public var description: String {
    var place = location?.description ?? ""
    if let resource { place += place.isEmpty ? resource : " (\(resource))" }
    let text = place.isEmpty ? "\(severity.rawValue): \(message)" : "\(place): \(severity.rawValue): \(message)"
    return String(String.UnicodeScalarView(text.unicodeScalars.map(Self.printable)))
  }

  /// Replaces what a terminal would obey instead of show: C0 and C1 controls, and the bidirectional controls.
  private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: scalar
    }
  }
}

extension Diagnostic: Comparable {
  /// Orders diagnostics by place, then severity, code, resource and message; those without a place come first.
  public static func < (a: Diagnostic, b: Diagnostic) -> Bool {
    switch (a.location, b.location) {
    case (nil, .some): return true
    case (.some, nil): return false
    case (let x?, let y?) where x != y: return x < y
    default: break
    }
    let ranks = (a.severity.rank, b.severity.rank)
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    return (a.code, a.resource ?? "", a.message) < (b.code, b.resource ?? "", b.message)
  }
}

extension Diagnostic.Severity {
  /// The order in which diagnostics at one place are printed: errors first.
  fileprivate var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}
