// What all data stores have in common: their ARNs, and what is joined when all files are read.
extension SnapshotBuilder {
  /// A data store of which only the kind and the place are known yet.
  func dataStore(_ kind: DataStore.Kind, _ tape: borrowing JSONTape, _ node: Int) -> DataStore {
    DataStore(
      arn: .empty,
      name: .empty,
      kind: kind,
      owner: account,
      region: isGlobal ? .empty : region,
      provenance: place(tape, node)
    )
  }

  /// Whether the file at hand lies in the folder of no Region.
  private var isGlobal: Bool { estate.symbols.utf8(region).elementsEqual("global".utf8) }

  /// Puts an ARN into a data store, with the account and the Region that it names.
  mutating func setARN(
    _ store: inout DataStore,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) {
    store.arn = try symbol(tape, node)
    let parts = partsOfARN(store.arn)
    if !parts.account.isEmpty { store.owner = parts.account }
    if !parts.region.isEmpty { store.region = parts.region }
  }

  /// Adds a data store, and lets its ARN and further ids name it.
  mutating func add(
    _ store: DataStore,
    _ key: AWSKey,
    ids: [Symbol] = [],
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) {
    try require(store.arn, key, tape, node)
    guard isNew(store.arn, tape, node) else { return }
    let id = estate.dataStores.append(store)
    estate.bind(store.arn, to: .dataStore(id))
    for other in ids where !other.isEmpty { estate.bind(other, to: .dataStore(id)) }
  }

  /// The ARN of a thing of the account and Region at hand that is known by its name; the name itself where it is an ARN.
  mutating func arn(
    _ service: String,
    _ resource: String,
    _ name: Symbol,
    account owner: Symbol = .empty,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> Symbol {
    let text = estate.symbols[name]
    if text.hasPrefix("arn:") { return name }
    let owner = owner.isEmpty ? account : owner
    guard !owner.isEmpty, !region.isEmpty, !isGlobal else {
      throw SnapshotFault(
        offset: tape.offset(node),
        code: "missing-place",
        message: "the name of something whose account and Region nothing tells, expected an ARN, or a file below "
          + "accounts/<account>/<region>"
      )
    }
    let place = "\(estate.symbols[region]):\(estate.symbols[owner])"
    return estate.symbols.intern("arn:\(partition()):\(service):\(place):\(resource)\(text)")
  }

  /// The ARN of an EBS snapshot or an image of the Region at hand; it names no account.
  mutating func imageARN(_ resource: String, _ id: Symbol) -> Symbol {
    let place = isGlobal ? "" : estate.symbols[region]
    return estate.symbols.intern("arn:\(partition()):ec2:\(place)::\(resource)/\(estate.symbols[id])")
  }

  /// The ARN of a bucket.
  mutating func bucketARN(_ name: Symbol) -> Symbol {
    let text = estate.symbols[name]
    return text.hasPrefix("arn:") ? name : estate.symbols.intern("arn:\(partition()):s3:::\(text)")
  }

  /// The partition of the account at hand: told by its Regions.
  private mutating func partition() -> String {
    if let known = Self.partition(ofRegion: estate.symbols[region]) { return known }
    let known: [String: String]
    if let staged = staged.dataStores.partitions {
      known = staged
    } else {
      var found: [String: String] = [:]
      for file in files.files {
        let place = SnapshotPlace(path: file.path)
        if let partition = Self.partition(ofRegion: place.region) { found[place.account] = partition }
      }
      staged.dataStores.partitions = found
      known = found
    }
    return known[estate.symbols[account]] ?? "aws"
  }

  /// The partition of a Region, `nil` for `global` and none.
  private static func partition(ofRegion region: String) -> String? {
    if region.isEmpty || region == "global" { return nil }
    if region.hasPrefix("us-gov-") { return "aws-us-gov" }
    return region.hasPrefix("cn-") ? "aws-cn" : "aws"
  }

  /// Reads an element of `ResourceTagMappingList`: the tags of one thing.
  mutating func resourceTags(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let arn = try symbol(tape, node, .ResourceARN)
    try require(arn, .ResourceARN, tape, node)
    _ = partsOfARN(arn)
    guard let list = try member(tape, node, .Tags) else { return }
    staged.dataStores.tags.append((arn, try tags(tape, list)))
  }

  /// Puts into the data stores what other lists tell of them.
  mutating func joinDataStores() {
    for (arn, tags) in staged.dataStores.tags {
      guard let id = estate.dataStore(arn), estate.dataStores[id].tags == .none else { continue }
      estate.dataStores[id].tags = tags
    }
    joinBuckets()
    joinKeys()
    joinSharing()
    joinResourcePolicies()
  }
}
