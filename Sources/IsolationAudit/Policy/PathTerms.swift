/// What a `no-path` is about, beside its scope.
package struct PathTerms: Hashable, Sendable {
  /// With whom or what a way begins.
  package enum Start: String, Hashable, Sendable, CaseIterable {
    /// Users and roles, and the clients of Client VPN endpoints.
    case principal
    /// Hosts, and whatever else runs with a role.
    case workload
  }

  /// With what a way ends.
  package enum End: String, Hashable, Sendable, CaseIterable {
    /// A user or role.
    case principal
    /// Running code on something, or by the policy's wish a host that packets reach.
    case workload
    /// A database that packets reach on its port.
    case database
    /// Reading or writing a data store.
    case data
  }

  /// With whom or what a way begins; at least one.
  package var starts: [Start]
  /// With what a way ends; at least one.
  package var ends: [End]
  /// The kinds of data store that are ends; empty for all.
  package var kinds: [SelectedData] = []
  /// Which data stores are ends; `nil` for all of the kinds.
  package var data: DataSelector?
  /// The number of steps that a way has at most; `nil` for any number.
  package var maximumSteps: Int?
  /// Whether steps count that need a change first.
  package var countsLatent = false
  /// Whether a host that packets reach counts as taken over.
  package var leadsThroughHosts = false
  /// What is accepted.
  package var exceptions: [PathException] = []

  /// Creates the terms.
  package init(starts: [Start] = Start.allCases, ends: [End]) {
    (self.starts, self.ends) = (starts, ends)
  }
}

/// Ways that are accepted, by their two ends.
package struct PathException: Hashable, Sendable {
  /// ARNs or ids of those with whom the way begins; at least one.
  package var starts: [Glob]
  /// ARNs or ids of that with which it ends; empty for any.
  package var ends: [Glob]
  /// Why it is accepted.
  package var reason: String
  /// Where the exception is written.
  package var location: SourceLocation

  /// Creates an exception.
  package init(starts: [Glob], ends: [Glob] = [], reason: String, location: SourceLocation) {
    (self.starts, self.ends, self.reason, self.location) = (starts, ends, reason, location)
  }

  /// Whether the exception covers a way between two ends.
  package func covers(start: String, end: String) -> Bool {
    starts.matches(start) && (ends.isEmpty || ends.matches(end))
  }
}
