/// What lists tell of data stores that other lists define, until all files are read.
struct DataStoreStaging {
  /// Partitions of accounts, told by the Regions of their folders; filled when one is asked for.
  var partitions: [String: String]?
  /// Tags that a list of their own tells.
  var tags: [(arn: Symbol, tags: TagSetID)] = []
  /// Default encryption of buckets: the key, and whether one is used at all.
  var bucketKeys: [(arn: Symbol, key: Symbol)] = []
  /// Block Public Access of buckets.
  var bucketBlocks: [Symbol: DataStore.PublicAccessBlock] = [:]
  /// Block Public Access of accounts.
  var accountBlocks: [Symbol: DataStore.PublicAccessBlock] = [:]
  /// Grants of keys.
  var grants: [(key: Symbol, grants: [KeyGrant])] = []
  /// Aliases of keys: the alias's ARN, its name without `alias/`, and the ARN of the key.
  var aliases: [(arn: Symbol, name: Symbol, key: Symbol)] = []
  /// Whom snapshots and images are shared with: accounts, ARNs of organizations and units, and whether with everybody.
  var sharing: [(arn: Symbol, with: [Symbol], isPublic: Bool)] = []
}
