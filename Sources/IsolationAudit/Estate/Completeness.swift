/// What was collected and what was not, for each account, Region and API call.
package struct Completeness: Sendable {
  /// How a call ended, or what its absence means.
  package enum Status: String, Hashable, Sendable, Comparable {
    /// The list is there and whole.
    case collected
    /// The list is there and known to be cut: a pagination token, `AdditionalRoutesAvailable`, a file cut in the middle.
    case truncated
    /// The call was refused.
    case denied
    /// The call failed otherwise.
    case error
    /// The collector left it out.
    case skipped
    /// Nothing tells of it.
    case absent

    package static func < (lhs: Status, rhs: Status) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  /// One call at one place.
  package struct Call: Hashable, Sendable {
    /// The account; empty when it is not known.
    package var account: Symbol
    /// The Region, or `global`; empty when it is not known.
    package var region: Symbol
    /// The list that the call fills, by its top-level key: `Vpcs`, `NetworkAcls`, ….
    package var list: String

    package init(account: Symbol, region: Symbol, list: String) {
      (self.account, self.region, self.list) = (account, region, list)
    }
  }

  /// Whether `collection.json` said how each call ended.
  package var hasCollectionRecord = false
  /// When the snapshot was collected, as `collection.json` says (`collected`); `nil` where nothing does.
  package var collected: String?
  /// The status of the calls that are known; everything else is ``Status/absent``.
  package private(set) var calls: [Call: Status] = [:]
  /// Top-level keys that are present and not read.
  package var unreadKeys: Set<String> = []
  /// Those of them that hold a list with something in it.
  package var filledUnreadKeys: Set<String> = []

  package init() {}

  /// The lists of data stores, by their top-level keys: what the access to data hangs on, and no packet does.
  package static let dataLists: Set<String> = [
    "AccountPublicAccessBlocks", "Aliases", "BackupVaultList", "BackupVaultPolicies", "BucketEncryptions",
    "BucketPolicies", "BucketPublicAccessBlocks", "BucketTags", "Buckets", "DBClusterSnapshotAttributes",
    "DBClusterSnapshots", "DBSnapshotAttributes", "DBSnapshots", "DomainStatusList", "EventBuses", "FileSystemPolicies",
    "FileSystems", "FunctionPolicies", "ImageAttributes", "Images", "KeyGrants", "KeyMetadata", "KeyPolicies",
    "KeyTags",
    "Keys", "Parameters", "QueueAttributes", "ResourceTagMappingList", "SecretList", "SecretPolicies",
    "SnapshotAttributes", "Snapshots", "TablePolicies", "Tables", "TopicAttributes", "repositories",
    "repositoryPolicies",
  ]

  /// Notes how a call ended; the worse of two statements stands.
  package mutating func record(_ call: Call, _ status: Status) {
    guard let known = calls[call], known != .collected else {
      calls[call] = status
      return
    }
  }

  /// How a call ended.
  package func status(_ call: Call) -> Status { calls[call] ?? .absent }

  /// Whether one of some lists is there and whole, at a place or where the place is not told.
  package func isCollected(_ lists: Set<String>, account: Symbol, region: Symbol) -> Bool {
    if !account.isEmpty, !region.isEmpty {
      return lists.contains { list in
        [(account, region), (account, .empty), (.empty, region), (.empty, .empty)].contains { account, region in
          status(Call(account: account, region: region, list: list)) == .collected
        }
      }
    }
    return calls.contains { call, status in
      status == .collected && lists.contains(call.list) && (call.account == account || call.account.isEmpty)
        && (call.region == region || call.region.isEmpty || region.isEmpty)
    }
  }

  /// The places that anything is known of, in no particular order.
  package var places: Set<Place> { Set(calls.keys.map { Place(account: $0.account, region: $0.region) }) }

  /// An account and a Region.
  package struct Place: Hashable, Sendable {
    /// The account.
    package var account: Symbol
    /// The Region, or `global`.
    package var region: Symbol

    package init(account: Symbol, region: Symbol) {
      (self.account, self.region) = (account, region)
    }
  }
}
