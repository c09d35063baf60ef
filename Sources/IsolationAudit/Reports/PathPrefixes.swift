/// What stands before the paths of files, so that a reader finds them in a repository.
///
/// A result names files from the root that each was read from: a snapshot's from the snapshot, Terraform's from the root
/// module. Code scanning and test reporters look for them from the root of a repository.
public struct PathPrefixes: Hashable, Sendable {
  /// Where the root module lies.
  public var terraform: String
  /// Where the snapshot lies.
  public var snapshot: String
  /// Where the policy lies.
  public var policy: String

  /// Creates prefixes; without arguments paths stay as they are.
  public init(terraform: String = "", snapshot: String = "", policy: String = "") {
    (self.terraform, self.snapshot, self.policy) = (terraform, snapshot, policy)
  }

  /// Takes over an argument such as `terraform=infra/network`.
  ///
  /// - Throws: ``ReportError`` when it names no kind of files.
  public mutating func add(argument: String) throws(ReportError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (parts.first, parts.count) {
    case ("terraform", 2): terraform = parts[1]
    case ("snapshot", 2): snapshot = parts[1]
    case ("policy", 2): policy = parts[1]
    default:
      throw ReportError(
        message:
          "'\(argument.visible(limit: 200))' is no prefix, expected terraform=, snapshot= or policy= with a directory"
      )
    }
  }

  /// The path of a place with its prefix.
  func path(of place: SourceLocation, in result: AuditResult) -> String {
    let prefix: String
    if place.isTerraform {
      prefix = terraform
    } else if result.policies.contains(where: { $0.path == place.file })
      || result.waivers?.files.contains(where: { $0.path == place.file }) == true
    {
      prefix = policy
    } else {
      prefix = snapshot
    }
    guard !prefix.isEmpty else { return place.file }
    return prefix.hasSuffix("/") ? prefix + place.file : "\(prefix)/\(place.file)"
  }

  /// The path as a relative reference (RFC 3986 §4.2): what would end it or give it a scheme is percent-encoded.
  func uri(of place: SourceLocation, in result: AuditResult) -> String {
    var path = path(of: place, in: result)[...]
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    while path.hasPrefix("/") { path = path.dropFirst() }
    if path.utf8.count > 1_000 { path = path.prefix(1_000) }
    guard !path.isEmpty else { return "unknown" }
    if path.utf8.allSatisfy(Self.standsForItself) { return String(path) }
    var uri = ""
    for byte in path.utf8 {
      if Self.standsForItself(byte) {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        uri += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return uri
  }

  private static func standsForItself(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}
