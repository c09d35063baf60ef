/// What a `data-classes` is about, beside its scope.
package struct DataClassTerms: Hashable, Sendable {
  /// What is said of a data store without a class.
  package enum Untagged: String, Hashable, Sendable, CaseIterable {
    /// That it cannot be judged.
    case inconclusive
    /// That it is a violation.
    case forbidden
    /// Nothing.
    case allowed
  }

  /// The key of the tag that names the class.
  package var tag: String
  /// The classes that the environment may hold; at least one.
  package var allowed: [Glob]
  /// The kinds of data store that are meant; empty for all that hold data of the owner.
  package var kinds: [SelectedData]
  /// What is said of a data store without a class.
  package var untagged: Untagged
  /// Data stores that may hold anything.
  package var exceptions: [DataClassException]

  /// Creates the terms.
  package init(
    tag: String = "DataClass",
    allowed: [Glob],
    kinds: [SelectedData] = [],
    untagged: Untagged = .inconclusive,
    exceptions: [DataClassException] = []
  ) {
    (self.tag, self.allowed, self.kinds, self.untagged) = (tag, allowed, kinds, untagged)
    self.exceptions = exceptions
  }
}

/// Data stores that a `data-classes` leaves alone.
package struct DataClassException: Hashable, Sendable {
  /// ARNs of data stores; at least one.
  package var data: [Glob]
  /// Why they may hold anything.
  package var reason: String
  /// Where the exception is written.
  package var location: SourceLocation

  /// Creates an exception.
  package init(data: [Glob], reason: String, location: SourceLocation) {
    (self.data, self.reason, self.location) = (data, reason, location)
  }
}
