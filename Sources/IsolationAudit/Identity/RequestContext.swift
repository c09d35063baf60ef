/// What is known of one condition key in a request.
package enum ContextValue: Hashable, Sendable {
  /// The key is in the request with these values; a single-valued key has one.
  case known([String])
  /// The key is known not to be in the request.
  case absent
  /// Nothing is known: the key may be absent, or have any value.
  case unknown
}

/// The condition keys of a request, some of them perhaps unknown.
///
/// Key names are compared without regard to case, also the tag name after the `/` of `aws:PrincipalTag/…`.
package struct RequestContext: Hashable, Sendable {
  private var values: [String: ContextValue] = [:]
  /// Whole families whose members are absent unless they are listed, such as `aws:principaltag/`.
  private var completeFamilies: [String] = []
  /// What is known of a key that is not listed.
  private let otherwise: ContextValue
  /// The one who asks; keys that only repeat his name need not be set.
  private let principal: RequestPrincipal

  /// Creates a context in which every key that is neither set nor told by the principal's name is `otherwise`.
  package init(of principal: RequestPrincipal, otherwise: ContextValue) {
    self.principal = principal
    self.otherwise = otherwise
  }

  /// Says what is known of a key, replacing what was said before.
  package mutating func set(_ key: String, to value: ContextValue) { values[key.lowercased()] = value }

  /// Says that every key with this prefix that is not set is absent, because the whole family is known.
  package mutating func completeFamily(_ prefix: String) { completeFamilies.append(prefix.lowercased()) }

  /// What is known of a key, whose name is given in lower case.
  package func value(ofLowercased key: String) -> ContextValue {
    if let value = values[key] { return value }
    if let value = principal.contextValue(ofLowercased: key) { return value }
    if completeFamilies.contains(where: key.hasPrefix) { return .absent }
    return otherwise
  }

  /// What is known of a key.
  package func value(of key: String) -> ContextValue { value(ofLowercased: key.lowercased()) }
}
