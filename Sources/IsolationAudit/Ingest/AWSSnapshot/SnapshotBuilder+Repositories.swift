// `ecr describe-repositories`, `get-repository-policy`.
extension SnapshotBuilder {
  /// Reads an element of `repositories`.
  mutating func repository(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var store = dataStore(.repository, tape, node)
    // ECR encrypts every image, by keys of its own where no key is named.
    store.isEncrypted = true
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .repositoryArn: try setARN(&store, tape, member)
      case .repositoryName: store.name = try symbol(tape, member)
      case .imageTagMutability: store.hasMutableTags = try text(tape, member) != "IMMUTABLE"
      case .encryptionConfiguration: store.key = try symbol(tape, member, .kmsKey)
      default: break
      }
    }
    try add(store, .repositoryArn, tape, node)
  }

  /// Reads an element of `repositoryPolicies`.
  mutating func repositoryPolicy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let name = try symbol(tape, node, .repositoryName)
    try require(name, .repositoryName, tape, node)
    let owner = try symbol(tape, node, .registryId)
    noteOwner(owner)
    let arn = try arn("ecr", "repository/", name, account: owner, tape, node)
    try resourcePolicy(.repositoryPolicies, of: arn, in: .policyText, tape, node)
  }
}
