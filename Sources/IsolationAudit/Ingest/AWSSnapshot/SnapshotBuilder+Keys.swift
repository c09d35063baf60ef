// `kms list-keys`, `describe-key`, `get-key-policy`, `list-grants`, `list-aliases`, `list-resource-tags`.
extension SnapshotBuilder {
  /// Reads an element of `Keys`, or of `KeyMetadata`: two lists that may tell of one key.
  mutating func encryptionKey(
    _ list: AWSKey,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) {
    var store = dataStore(.key, tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .KeyArn where list == .Keys, .Arn where list == .KeyMetadata: try setARN(&store, tape, member)
      case .KeyId: store.name = try symbol(tape, member)
      case .KeyManager: store.isManagedByAWS = try text(tape, member) == "AWS"
      default: break
      }
    }
    if store.arn.isEmpty {
      try require(store.name, .KeyId, tape, node)
      store.arn = try keyARN(store.name, tape, node)
    }
    guard isNewPart(list, store.arn, tape, node) else { return }
    guard let known = estate.dataStore(store.arn) else {
      estate.bind(store.arn, to: .dataStore(estate.dataStores.append(store)))
      return
    }
    estate.dataStores[known].isManagedByAWS = store.isManagedByAWS || estate.dataStores[known].isManagedByAWS
  }

  /// The ARN of a key of the account and Region at hand.
  private mutating func keyARN(
    _ id: Symbol,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> Symbol {
    try arn("kms", "key/", id, tape, node)
  }

  /// The key that a wrapped answer is about: by `KeyArn`, or by `KeyId`.
  private mutating func keyOf(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> Symbol {
    let arn = try symbol(tape, node, .KeyArn)
    if !arn.isEmpty {
      _ = partsOfARN(arn)
      return arn
    }
    let id = try symbol(tape, node, .KeyId)
    try require(id, .KeyId, tape, node)
    return try keyARN(id, tape, node)
  }

  /// Reads an element of `KeyPolicies`; every key has a policy.
  mutating func keyPolicy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let arn = try keyOf(tape, node)
    let isAnswer = try member(tape, node, .Error) == nil
    if isAnswer, try member(tape, node, .Policy) == nil { throw missing(.Policy, tape, node) }
    try resourcePolicy(.KeyPolicies, of: arn, tape, node)
  }

  /// Reads an element of `KeyGrants`: all grants of one key.
  mutating func keyGrants(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let key = try keyOf(tape, node)
    if try member(tape, node, .Error) != nil { return spoilList() }
    var grants: [KeyGrant] = []
    if let list = try member(tape, node, .Grants) {
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) { grants.append(try keyGrant(tape, element)) }
    }
    guard isNewPart(.KeyGrants, key, tape, node) else { return }
    staged.dataStores.grants.append((key, grants))
  }

  private mutating func keyGrant(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> KeyGrant {
    let id = try symbol(tape, node, .GrantId)
    let grantee = try symbol(tape, node, .GranteePrincipal)
    try require(grantee, .GranteePrincipal, tape, node)
    guard let operations = try member(tape, node, .Operations) else { throw missing(.Operations, tape, node) }
    var isConstrained = false
    if let constraints = try member(tape, node, .Constraints) {
      var members = try object(tape, constraints)
      while let member = members.next(in: tape) { isConstrained = isConstrained || tape.kind(member) == .object }
    }
    return KeyGrant(
      id: id,
      grantee: grantee,
      operations: try symbols(tape, operations),
      isConstrained: isConstrained,
      provenance: place(tape, node)
    )
  }

  /// Reads an element of `Aliases`; an alias of AWS for a key that was never used names none.
  mutating func keyAlias(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let name = try symbol(tape, node, .AliasName)
    try require(name, .AliasName, tape, node)
    let target = try symbol(tape, node, .TargetKeyId)
    if target.isEmpty { return }
    var arn = try symbol(tape, node, .AliasArn)
    if arn.isEmpty { arn = try self.arn("kms", "", name, tape, node) }
    let parts = Array(estate.symbols[arn].split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false))
    guard parts.count == 6 else {
      throw SnapshotFault(
        offset: tape.offset(node),
        code: "wrong-value",
        message: "`\(estate.symbols[arn].prefix(64))` for AliasArn, expected an ARN"
      )
    }
    _ = partsOfARN(arn)
    let text = estate.symbols[target]
    let key = text.hasPrefix("arn:") ? text : parts[..<5].joined(separator: ":") + ":key/" + text
    let short = estate.symbols[name]
    staged.dataStores.aliases.append(
      (
        arn, estate.symbols.intern(short.hasPrefix("alias/") ? String(short.dropFirst(6)) : short),
        estate.symbols.intern(key)
      )
    )
  }

  /// Reads an element of `KeyTags`.
  mutating func keyTags(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let arn = try keyOf(tape, node)
    guard let list = try member(tape, node, .Tags) else { return }
    staged.dataStores.tags.append((arn, try tags(tape, list)))
  }

  /// Puts grants and aliases into the keys, and makes the keys of other data stores ARNs.
  mutating func joinKeys() {
    for (key, grants) in staged.dataStores.grants {
      if let id = estate.dataStore(key) { estate.dataStores[id].grants = grants }
    }
    var targets: [Symbol: Symbol] = [:]
    for alias in staged.dataStores.aliases {
      targets[alias.arn] = alias.key
      guard let id = estate.dataStore(alias.key), !estate.dataStores[id].aliases.contains(alias.name) else { continue }
      estate.dataStores[id].aliases.append(alias.name)
      // Names that begin with `aws/` are AWS's own (AWS KMS, "Aliases in AWS KMS").
      if estate.symbols.utf8(alias.name).starts(with: "aws/".utf8) { estate.dataStores[id].isManagedByAWS = true }
    }
    for id in estate.dataStores.ids where !estate.dataStores[id].key.isEmpty {
      estate.dataStores[id].key = settled(estate.dataStores[id], targets)
    }
  }

  /// The ARN of a data store's key, as far as it is known; empty where AWS manages the key.
  private mutating func settled(_ store: DataStore, _ targets: [Symbol: Symbol]) -> Symbol {
    var text = estate.symbols[store.key]
    if !text.hasPrefix("arn:") {
      if text.hasPrefix("alias/aws/") { return .empty }
      let partition = estate.symbols[store.arn].split(separator: ":").dropFirst().first ?? "aws"
      let place = "arn:\(partition):kms:\(estate.symbols[store.region]):\(estate.symbols[store.owner]):"
      text = place + (text.hasPrefix("alias/") ? text : "key/" + text)
    }
    if text.contains(":alias/aws/") { return .empty }
    let arn = estate.symbols.intern(text)
    let key = targets[arn] ?? arn
    guard let id = estate.dataStore(key) else { return text.contains(":alias/") && key == arn ? store.key : key }
    return estate.dataStores[id].isManagedByAWS ? .empty : key
  }
}
