/// What a `no-data-access` is about, beside its scope.
package struct DataAccessTerms: Hashable, Sendable {
  /// What must not be done with data.
  package enum Mode: String, Hashable, Sendable, CaseIterable {
    case read, write, any
  }

  /// What must not be done.
  package var mode: Mode
  /// The kinds of data store that are meant; empty for all.
  package var kinds: [SelectedData]
  /// Which data stores are meant; `nil` for all of the kinds.
  package var data: DataSelector?
  /// What is accepted.
  package var exceptions: [DataException]

  /// Creates the terms.
  package init(
    mode: Mode = .any,
    kinds: [SelectedData] = [],
    data: DataSelector? = nil,
    exceptions: [DataException] = []
  ) {
    (self.mode, self.kinds, self.data, self.exceptions) = (mode, kinds, data, exceptions)
  }
}

/// The kinds of data store that an assertion can speak of.
package enum SelectedData: String, Hashable, Sendable, CaseIterable {
  case bucket
  /// A KMS key.
  case key
  case secret
  case parameter
  case queue
  case topic
  case repository
  /// A DynamoDB table.
  case table
  case fileSystem = "file-system"
  case backupVault = "backup-vault"
  case searchDomain = "search-domain"
  case eventBus = "event-bus"
  /// A snapshot of a volume.
  case volumeSnapshot = "volume-snapshot"
  case databaseSnapshot = "database-snapshot"
  /// A machine image.
  case image
  /// A database, by the data API and by IAM authentication.
  case database
}

/// Which data stores are meant: all that is given must hold.
package struct DataSelector: Hashable, Sendable {
  /// Tags, of which each must match.
  package var tags: [TagPattern] = []
  /// Names; empty for any.
  package var names: [Glob] = []
  /// ARNs; empty for any.
  package var resources: [Glob] = []

  /// Creates a selector that asks for nothing yet.
  package init() {}
}

/// Access to data that is accepted: that of a principal by itself, not that of who becomes it.
package struct DataException: Hashable, Sendable {
  /// ARNs of those from whom the way begins; at least one.
  package var principals: [Glob]
  /// ARNs of data stores; empty for any.
  package var data: [Glob]
  /// Why it is accepted.
  package var reason: String
  /// Where the exception is written.
  package var location: SourceLocation

  /// Creates an exception.
  package init(principals: [Glob], data: [Glob] = [], reason: String, location: SourceLocation) {
    (self.principals, self.data, self.reason, self.location) = (principals, data, reason, location)
  }
}
