// `s3api list-buckets`, `get-bucket-policy`, `get-public-access-block`, `get-bucket-encryption`, `get-bucket-tagging`;
// `s3control get-public-access-block`.
extension SnapshotBuilder {
  /// Reads an element of `Buckets`; the owner is the account that listed it.
  mutating func bucket(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var store = dataStore(.bucket, tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .Name: store.name = try symbol(tape, member)
      case .BucketArn: try setARN(&store, tape, member)
      case .BucketRegion: store.region = try symbol(tape, member)
      default: break
      }
    }
    try require(store.name, .Name, tape, node)
    if store.arn.isEmpty { store.arn = bucketARN(store.name) }
    try add(store, .Name, tape, node)
  }

  private mutating func bucketOf(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> Symbol {
    let name = try symbol(tape, node, .Bucket)
    try require(name, .Bucket, tape, node)
    return bucketARN(name)
  }

  /// Reads an element of `BucketPolicies`.
  mutating func bucketPolicy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let arn = try bucketOf(tape, node)
    try resourcePolicy(.BucketPolicies, of: arn, tape, node)
  }

  /// Reads an element of `BucketPublicAccessBlocks`; without a configuration nothing is blocked.
  mutating func bucketBlock(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let arn = try bucketOf(tape, node)
    let block = try publicAccessBlock(tape, node)
    guard isNewPart(.BucketPublicAccessBlocks, arn, tape, node) else { return }
    staged.dataStores.bucketBlocks[arn] = block
  }

  /// Reads an element of `AccountPublicAccessBlocks`.
  mutating func accountBlock(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let id = try symbol(tape, node, .AccountId)
    try require(id, .AccountId, tape, node)
    noteOwner(id)
    let block = try publicAccessBlock(tape, node)
    guard isNewPart(.AccountPublicAccessBlocks, id, tape, node) else { return }
    staged.dataStores.accountBlocks[id] = block
  }

  /// What a record tells of Block Public Access; `nil` where it holds an error in place of an answer.
  private mutating func publicAccessBlock(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> DataStore.PublicAccessBlock? {
    if try member(tape, node, .Error) != nil {
      spoilList()
      return nil
    }
    var block = DataStore.PublicAccessBlock(ignoresPublicACLs: false, restrictsPublicBuckets: false)
    guard let settings = try member(tape, node, .PublicAccessBlockConfiguration) else { return block }
    if let value = try member(tape, settings, .IgnorePublicAcls) { block.ignoresPublicACLs = try bool(tape, value) }
    if let value = try member(tape, settings, .RestrictPublicBuckets) {
      block.restrictsPublicBuckets = try bool(tape, value)
    }
    return block
  }

  /// Reads an element of `BucketEncryptions`: the default encryption of one bucket.
  mutating func bucketEncryption(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let arn = try bucketOf(tape, node)
    var key = Symbol.empty
    if let settings = try member(tape, node, .ServerSideEncryptionConfiguration),
      let rules = try member(tape, settings, .Rules)
    {
      var elements = try array(tape, rules)
      while let rule = elements.next(in: tape) {
        guard let standard = try member(tape, rule, .ApplyServerSideEncryptionByDefault) else { continue }
        key = try symbol(tape, standard, .KMSMasterKeyID)
      }
    }
    guard isNewPart(.BucketEncryptions, arn, tape, node) else { return }
    staged.dataStores.bucketKeys.append((arn, key))
  }

  /// Reads an element of `BucketTags`.
  mutating func bucketTags(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let arn = try bucketOf(tape, node)
    guard let list = try member(tape, node, .TagSet) else { return }
    staged.dataStores.tags.append((arn, try tags(tape, list)))
  }

  /// Puts encryption and Block Public Access into the buckets.
  ///
  /// What the bucket or its account blocks is blocked; it is known when both tell, or one of them blocks everything.
  mutating func joinBuckets() {
    for (arn, key) in staged.dataStores.bucketKeys {
      guard let id = estate.dataStore(arn) else { continue }
      estate.dataStores[id].key = key
      // S3 encrypts every new object since January 2023 (Amazon S3, "Setting default server-side encryption").
      estate.dataStores[id].isEncrypted = true
    }
    let asked = askedLists()
    let open = DataStore.PublicAccessBlock(ignoresPublicACLs: false, restrictsPublicBuckets: false)
    for id in estate.dataStores.ids where estate.dataStores[id].kind == .bucket {
      let store = estate.dataStores[id]
      var own = staged.dataStores.bucketBlocks[store.arn]
      var general = staged.dataStores.accountBlocks[store.owner]
      if own == nil, isWhole("BucketPublicAccessBlocks", around: store.provenance, asked) { own = open }
      if general == nil, isWhole("AccountPublicAccessBlocks", around: store.provenance, asked) { general = open }
      let both = DataStore.PublicAccessBlock(
        ignoresPublicACLs: (own ?? open).ignoresPublicACLs || (general ?? open).ignoresPublicACLs,
        restrictsPublicBuckets: (own ?? open).restrictsPublicBuckets || (general ?? open).restrictsPublicBuckets
      )
      let isSettled = both.ignoresPublicACLs && both.restrictsPublicBuckets
      if isSettled || (own != nil && general != nil) { estate.dataStores[id].publicAccessBlock = both }
    }
  }
}
