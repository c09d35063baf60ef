/// A tag key with the values that are meant.
package struct TagPattern: Hashable, Sendable {
  /// The key, exactly as it is in AWS.
  package let key: String
  /// The values, of which one must match.
  package let values: [Glob]

  /// Creates a pattern.
  package init(key: String, values: [Glob]) {
    self.key = key
    self.values = values
  }
}

extension TagPattern: CustomStringConvertible {
  /// The pattern as it would be written: `Role: anonymiser`.
  package var description: String { "\(key): \(PolicyWording.list(values.map(\.pattern)))" }
}
