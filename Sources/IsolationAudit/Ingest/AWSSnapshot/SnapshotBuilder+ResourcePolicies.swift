// Policies of resources, each below the ARN of its resource.
extension SnapshotBuilder {
  /// Notes the policy that a record tells of a resource; a record without one says that there is none.
  ///
  /// A text that cannot be read leaves a policy without a document, which decides nothing.
  mutating func resourcePolicy(
    _ list: AWSKey,
    of arn: Symbol,
    in key: AWSKey = .Policy,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) {
    guard isNewPart(list, arn, tape, node) else { return }
    // An error that the collector noted beside the name is no answer.
    if try member(tape, node, .Error) != nil { return spoilList() }
    guard let value = try member(tape, node, key), tape.kind(value) != .string || tape[value].length > 0 else {
      estate.resourcePolicies[arn] = ResourcePolicy.none
      return
    }
    var policy = IAMPolicy(name: estate.symbols.intern("\(key)"), document: nil, provenance: place(tape, value))
    do {
      policy.document = try policyDocument(tape, value)
    } catch {
      estate.resourcePolicies[arn] = .policy(policy)
      throw error
    }
    estate.resourcePolicies[arn] = .policy(policy)
  }

  /// Reads an element of `FunctionPolicies`.
  mutating func functionPolicy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let name = try symbol(tape, node, .FunctionName)
    try require(name, .FunctionName, tape, node)
    let arn = try arn("lambda", "function:", name, tape, node)
    try resourcePolicy(.FunctionPolicies, of: arn, tape, node)
  }

  /// Notes where there is no policy: at things that can have none, and where the call for the policy ended well without one.
  ///
  /// Only a call that `collection.json` records is known to have asked for everything.
  mutating func joinResourcePolicies() {
    let asked = askedLists()
    for store in estate.dataStores.records where estate.resourcePolicies[store.arn] == nil {
      switch store.kind {
      case .volumeSnapshot, .databaseSnapshot, .image, .database:
        estate.resourcePolicies[store.arn] = ResourcePolicy.none
      case .bucket: noteNoPolicy(store.arn, "BucketPolicies", store.provenance, asked)
      case .secret: noteNoPolicy(store.arn, "SecretPolicies", store.provenance, asked)
      case .repository: noteNoPolicy(store.arn, "repositoryPolicies", store.provenance, asked)
      case .table: noteNoPolicy(store.arn, "TablePolicies", store.provenance, asked)
      case .fileSystem: noteNoPolicy(store.arn, "FileSystemPolicies", store.provenance, asked)
      case .backupVault: noteNoPolicy(store.arn, "BackupVaultPolicies", store.provenance, asked)
      // Every key has a policy; the others' policies come with them.
      case .key, .parameter, .queue, .topic, .searchDomain, .eventBus: break
      }
    }
    for service in estate.services.records
    where service.kind == .function && estate.resourcePolicies[service.arn] == nil {
      noteNoPolicy(service.arn, "FunctionPolicies", service.provenance, asked)
    }
  }

  private mutating func noteNoPolicy(
    _ arn: Symbol,
    _ list: String,
    _ provenance: Provenance,
    _ asked: Set<Completeness.Call>
  ) {
    if isWhole(list, around: provenance, asked) { estate.resourcePolicies[arn] = ResourcePolicy.none }
  }

  /// Whether `collection.json` says that a call for each thing of a file ended well, and nothing of its list was lost.
  func isWhole(_ list: String, around provenance: Provenance, _ asked: Set<Completeness.Call>) -> Bool {
    let call = Completeness.Call(
      account: accountOfFile[provenance.file] ?? .empty,
      region: regionOfFile[provenance.file] ?? .empty,
      list: list
    )
    return asked.contains(call) && estate.completeness.status(call) == .collected
  }

  /// The lists that `collection.json` says were asked for.
  mutating func askedLists() -> Set<Completeness.Call> {
    var asked: Set<Completeness.Call> = []
    for call in calls where call.status == .collected {
      let account = estate.symbols.intern(call.account)
      let region = estate.symbols.intern(call.region.isEmpty ? "global" : call.region)
      for list in SnapshotCollection.lists(ofOperation: call.operation, service: call.service) {
        asked.insert(Completeness.Call(account: account, region: region, list: list))
      }
    }
    return asked
  }
}
