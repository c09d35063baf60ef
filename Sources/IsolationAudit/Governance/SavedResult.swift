/// A result of an earlier run, with what names it in the comparison.
public struct SavedResult: Sendable {
  /// The result.
  public var result: AuditResult
  /// What people call it, such as the name of its file.
  public var name: String
  /// The SHA-256 of its bytes, lower-case hexadecimal.
  public var sha256: String

  /// Names a result.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - name: What people call it, such as the name of its file.
  ///   - sha256: The SHA-256 of its bytes, lower-case hexadecimal.
  public init(_ result: AuditResult, name: String, sha256: String) {
    (self.result, self.name, self.sha256) = (result, name, sha256)
  }
}
