// `secretsmanager list-secrets`, `get-resource-policy`; `ssm describe-parameters`. Values are never looked at.
extension SnapshotBuilder {
  /// Reads an element of `SecretList`.
  mutating func secret(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var store = dataStore(.secret, tape, node)
    // Secrets Manager encrypts every secret, by `aws/secretsmanager` where no key is named.
    store.isEncrypted = true
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .ARN: try setARN(&store, tape, member)
      case .Name: store.name = try symbol(tape, member)
      case .KmsKeyId: store.key = try symbol(tape, member)
      case .Tags: store.tags = try tags(tape, member)
      default: break
      }
    }
    try add(store, .ARN, tape, node)
  }

  /// Reads an element of `SecretPolicies`.
  mutating func secretPolicy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let arn = try symbol(tape, node, .ARN)
    try require(arn, .ARN, tape, node)
    guard estate.symbols[arn].hasPrefix("arn:") else {
      throw SnapshotFault(
        offset: tape.offset(node),
        code: "wrong-value",
        message: "the name of a secret for ARN, expected its ARN, which ends in six characters of its own"
      )
    }
    _ = partsOfARN(arn)
    try resourcePolicy(.SecretPolicies, of: arn, in: .ResourcePolicy, tape, node)
  }

  /// Reads an element of `Parameters`.
  mutating func parameter(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var store = dataStore(.parameter, tape, node)
    var isStandard = false
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .ARN: try setARN(&store, tape, member)
      case .Name: store.name = try symbol(tape, member)
      case .`Type`: store.isEncrypted = try text(tape, member) == "SecureString"
      case .KeyId: store.key = try symbol(tape, member)
      case .Tier: isStandard = try text(tape, member) == "Standard"
      case .Tags: store.tags = try tags(tape, member)
      default: break
      }
    }
    try require(store.name, .Name, tape, node)
    if store.arn.isEmpty {
      // A hierarchy's `/` is the one after `parameter`.
      let isHierarchy = estate.symbols.utf8(store.name).first == UInt8(ascii: "/")
      store.arn = try arn("ssm", isHierarchy ? "parameter" : "parameter/", store.name, tape, node)
    }
    try add(store, .Name, tape, node)
    // Only an advanced parameter can be shared (AWS Systems Manager, "Working with shared parameters").
    if isStandard { estate.resourcePolicies[store.arn] = ResourcePolicy.none }
  }
}
