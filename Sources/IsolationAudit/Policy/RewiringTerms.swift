/// What a `no-rewiring` is about, beside its scope.
package struct RewiringTerms: Hashable, Sendable {
  /// The number of calls after which a path would exist, at most: 1 or 2.
  package var maximumCalls: Int
  /// What is accepted.
  package var exceptions: [RewiringException]

  /// Creates the terms.
  package init(maximumCalls: Int = 2, exceptions: [RewiringException] = []) {
    (self.maximumCalls, self.exceptions) = (maximumCalls, exceptions)
  }
}

/// Changes of the network that a principal may make.
package struct RewiringException: Hashable, Sendable {
  /// ARNs of those who may; at least one.
  package var principals: [Glob]
  /// Ids or ARNs of the elements that they may change; empty for any.
  package var elements: [Glob]
  /// Why they may.
  package var reason: String
  /// Where the exception is written.
  package var location: SourceLocation

  /// Creates an exception.
  package init(principals: [Glob], elements: [Glob] = [], reason: String, location: SourceLocation) {
    (self.principals, self.elements, self.reason, self.location) = (principals, elements, reason, location)
  }

  /// Whether the exception covers that a principal changes an element.
  package func covers(principal: String, element: String) -> Bool {
    principals.matches(principal) && (elements.isEmpty || elements.matches(element))
  }
}
