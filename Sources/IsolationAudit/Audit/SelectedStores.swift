// Which data stores of an estate a policy means, and what lists hold them.

extension DataSelector {
  /// Whether a data store is meant; unknown where tags decide and none is known.
  func covers(_ store: DataStore, in estate: Estate) -> PolicyAnswer {
    if !names.isEmpty, !names.matches(estate.symbols[store.name]) { return .no }
    if !resources.isEmpty, !resources.matches(estate.symbols[store.arn]) { return .no }
    if tags.isEmpty { return .yes }
    // Many lists hold no tags, so a store without any may have some that were not collected.
    if store.tags == .none { return .unknown(.tags) }
    let known = Dictionary(
      estate.tags(store.tags).map { (estate.symbols[$0.key], estate.symbols[$0.value]) },
      uniquingKeysWith: { first, _ in first }
    )
    return tags.allSatisfy { pattern in known[pattern.key].map(pattern.values.matches) ?? false }.answer
  }
}

extension SelectedData {
  /// The kind in the estate.
  var kind: DataStore.Kind {
    switch self {
    case .bucket: .bucket
    case .key: .key
    case .secret: .secret
    case .parameter: .parameter
    case .queue: .queue
    case .topic: .topic
    case .repository: .repository
    case .table: .table
    case .fileSystem: .fileSystem
    case .backupVault: .backupVault
    case .searchDomain: .searchDomain
    case .eventBus: .eventBus
    case .volumeSnapshot: .volumeSnapshot
    case .databaseSnapshot: .databaseSnapshot
    case .image: .image
    case .database: .database
    }
  }

  /// The lists that hold all of the kind, by their top-level keys.
  var lists: [String] {
    switch self {
    case .bucket: ["Buckets"]
    case .key: ["Keys"]
    case .secret: ["SecretList"]
    case .parameter: ["Parameters"]
    case .queue: ["QueueAttributes"]
    case .topic: ["TopicAttributes"]
    case .repository: ["repositories"]
    case .table: ["Tables"]
    case .fileSystem: ["FileSystems"]
    case .backupVault: ["BackupVaultList"]
    case .searchDomain: ["DomainStatusList"]
    case .eventBus: ["EventBuses"]
    case .volumeSnapshot: ["Snapshots"]
    case .databaseSnapshot: ["DBSnapshots", "DBClusterSnapshots"]
    case .image: ["Images"]
    case .database: ["DBInstances", "DBClusters"]
    }
  }
}
