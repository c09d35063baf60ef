// `dynamodb describe-table`, `efs describe-file-systems`, `backup list-backup-vaults`, `opensearch describe-domains`, with
// their policies.
extension SnapshotBuilder {
  /// Reads an element of `Tables`, or `Table`.
  mutating func table(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var store = dataStore(.table, tape, node)
    // DynamoDB encrypts every table, by a key of its own where `SSEDescription` names none.
    store.isEncrypted = true
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .TableArn: try setARN(&store, tape, member)
      case .TableName: store.name = try symbol(tape, member)
      case .SSEDescription: store.key = try symbol(tape, member, .KMSMasterKeyArn)
      default: break
      }
    }
    try add(store, .TableArn, tape, node)
  }

  /// Reads an element of `TablePolicies`: the policy of a table or of its stream.
  mutating func tablePolicy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var arn = try symbol(tape, node, .ResourceArn)
    if arn.isEmpty { arn = try symbol(tape, node, .TableArn) }
    try require(arn, .ResourceArn, tape, node)
    _ = partsOfARN(arn)
    try resourcePolicy(.TablePolicies, of: arn, tape, node)
  }

  /// Reads an element of `FileSystems`; those of FSx, which have a type, are passed over.
  mutating func fileSystem(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var store = dataStore(.fileSystem, tape, node)
    var id = Symbol.empty
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .FileSystemType: return
      case .FileSystemArn: try setARN(&store, tape, member)
      case .FileSystemId: id = try symbol(tape, member)
      case .OwnerId:
        store.owner = try symbol(tape, member)
        noteOwner(store.owner)
      case .Name: store.name = try symbol(tape, member)
      case .Encrypted: store.isEncrypted = try bool(tape, member)
      case .KmsKeyId: store.key = try symbol(tape, member)
      case .Tags: store.tags = try tags(tape, member)
      default: break
      }
    }
    try require(id, .FileSystemId, tape, node)
    if store.arn.isEmpty { store.arn = try fileSystemARN(id, store.owner, tape, node) }
    if store.name.isEmpty { store.name = id }
    try add(store, .FileSystemId, ids: [id], tape, node)
  }

  private mutating func fileSystemARN(
    _ id: Symbol,
    _ owner: Symbol,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> Symbol {
    try arn("elasticfilesystem", "file-system/", id, account: owner, tape, node)
  }

  /// Reads an element of `FileSystemPolicies`.
  mutating func fileSystemPolicy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let id = try symbol(tape, node, .FileSystemId)
    try require(id, .FileSystemId, tape, node)
    let arn = try fileSystemARN(id, .empty, tape, node)
    try resourcePolicy(.FileSystemPolicies, of: arn, tape, node)
  }

  /// Reads an element of `BackupVaultList`.
  mutating func backupVault(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var store = dataStore(.backupVault, tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .BackupVaultArn: try setARN(&store, tape, member)
      case .BackupVaultName: store.name = try symbol(tape, member)
      case .EncryptionKeyArn: store.key = try symbol(tape, member)
      default: break
      }
    }
    if !store.key.isEmpty { store.isEncrypted = true }
    try add(store, .BackupVaultArn, tape, node)
  }

  /// Reads an element of `BackupVaultPolicies`.
  mutating func backupVaultPolicy(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var name = try symbol(tape, node, .BackupVaultArn)
    if name.isEmpty { name = try symbol(tape, node, .BackupVaultName) }
    try require(name, .BackupVaultName, tape, node)
    _ = partsOfARN(name)
    let arn = try arn("backup", "backup-vault:", name, tape, node)
    try resourcePolicy(.BackupVaultPolicies, of: arn, tape, node)
  }

  /// Reads an element of `DomainStatusList`.
  mutating func searchDomain(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var store = dataStore(.searchDomain, tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .ARN: try setARN(&store, tape, member)
      case .DomainName: store.name = try symbol(tape, member)
      case .EncryptionAtRestOptions:
        if let value = try self.member(tape, member, .Enabled) { store.isEncrypted = try bool(tape, value) }
        store.key = try symbol(tape, member, .KmsKeyId)
      default: break
      }
    }
    try add(store, .ARN, tape, node)
    try resourcePolicy(.DomainStatusList, of: store.arn, in: .AccessPolicies, tape, node)
  }
}
