// `ec2 describe-snapshots`, `describe-images`, `rds describe-db-snapshots`, `describe-db-cluster-snapshots`, and whom they
// are shared with.
extension SnapshotBuilder {
  /// Reads an element of `Snapshots`; those of other services, which have a name in place of an id, are passed over.
  mutating func volumeSnapshot(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var store = dataStore(.volumeSnapshot, tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .SnapshotIdentifier, .SnapshotName: return
      case .SnapshotId: store.name = try symbol(tape, member)
      case .OwnerId:
        store.owner = try symbol(tape, member)
        noteOwner(store.owner)
      case .Encrypted: store.isEncrypted = try bool(tape, member)
      case .KmsKeyId: store.key = try symbol(tape, member)
      case .VolumeId: store.madeOf = try symbol(tape, member)
      case .Tags: store.tags = try tags(tape, member)
      default: break
      }
    }
    try require(store.name, .SnapshotId, tape, node)
    store.arn = imageARN("snapshot", store.name)
    try add(store, .SnapshotId, ids: [store.name], tape, node)
  }

  /// Reads an element of `SnapshotAttributes`: who may make volumes of one snapshot.
  mutating func snapshotSharing(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let id = try symbol(tape, node, .SnapshotId)
    try require(id, .SnapshotId, tape, node)
    try sharing(.SnapshotAttributes, imageARN("snapshot", id), .CreateVolumePermissions, tape, node)
  }

  /// Reads an element of `Images`.
  mutating func image(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var store = dataStore(.image, tape, node)
    var id = Symbol.empty
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .ImageId: id = try symbol(tape, member)
      case .Name: store.name = try symbol(tape, member)
      case .OwnerId:
        store.owner = try symbol(tape, member)
        noteOwner(store.owner)
      case .Public: store.isPublic = try bool(tape, member)
      case .SourceInstanceId: store.madeOf = try symbol(tape, member)
      case .BlockDeviceMappings: store.isEncrypted = try isEncrypted(tape, member)
      case .Tags: store.tags = try tags(tape, member)
      default: break
      }
    }
    try require(id, .ImageId, tape, node)
    store.arn = imageARN("image", id)
    if store.name.isEmpty { store.name = id }
    try add(store, .ImageId, ids: [id], tape, node)
  }

  /// Whether all volumes of an image are encrypted; `nil` when it has none that tells.
  private func isEncrypted(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> Bool? {
    var result: Bool?
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      guard let volume = try member(tape, element, .Ebs), let value = try member(tape, volume, .Encrypted) else {
        continue
      }
      let isEncrypted = try bool(tape, value)
      result = (result ?? true) && isEncrypted
    }
    return result
  }

  /// Reads an element of `ImageAttributes`: who may launch one image.
  mutating func imageSharing(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let id = try symbol(tape, node, .ImageId)
    try require(id, .ImageId, tape, node)
    try sharing(.ImageAttributes, imageARN("image", id), .LaunchPermissions, tape, node)
  }

  private mutating func sharing(
    _ list: AWSKey,
    _ arn: Symbol,
    _ key: AWSKey,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) {
    if try member(tape, node, .Error) != nil { return spoilList() }
    var names: [Symbol] = []
    var isPublic = false
    if let permissions = try member(tape, node, key) {
      var elements = try array(tape, permissions)
      while let element = elements.next(in: tape) {
        var members = try object(tape, element)
        while let member = members.next(in: tape) {
          guard let key = self.key(tape, member), tape.kind(member) != .null else { continue }
          switch key {
          case .Group: isPublic = try text(tape, member) == "all" || isPublic
          case .UserId, .OrganizationArn, .OrganizationalUnitArn: names.append(try symbol(tape, member))
          default: break
          }
        }
      }
    }
    guard isNewPart(list, arn, tape, node) else { return }
    staged.dataStores.sharing.append((arn, names, isPublic))
  }

  /// Reads an element of `DBSnapshots` or `DBClusterSnapshots`.
  mutating func databaseSnapshot(
    _ tape: borrowing JSONTape,
    _ node: Int,
    isOfCluster: Bool
  ) throws(SnapshotFault) {
    var store = dataStore(.databaseSnapshot, tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .DBSnapshotArn where !isOfCluster, .DBClusterSnapshotArn where isOfCluster:
        try setARN(&store, tape, member)
      case .DBSnapshotIdentifier where !isOfCluster, .DBClusterSnapshotIdentifier where isOfCluster:
        store.name = try symbol(tape, member)
      case .DBInstanceIdentifier where !isOfCluster, .DBClusterIdentifier where isOfCluster:
        store.madeOf = try symbol(tape, member)
      case .Encrypted where !isOfCluster, .StorageEncrypted where isOfCluster:
        store.isEncrypted = try bool(tape, member)
      // An automated snapshot cannot be shared (Amazon RDS, "Sharing a DB snapshot").
      case .SnapshotType: if try text(tape, member) == "automated" { store.sharedWith = [] }
      case .KmsKeyId: store.key = try symbol(tape, member)
      case .TagList: store.tags = try tags(tape, member)
      default: break
      }
    }
    try add(store, isOfCluster ? .DBClusterSnapshotArn : .DBSnapshotArn, tape, node)
  }

  /// Reads an element of `DBSnapshotAttributes` or `DBClusterSnapshotAttributes`: the value of `…AttributesResult`.
  mutating func databaseSharing(
    _ tape: borrowing JSONTape,
    _ node: Int,
    isOfCluster: Bool
  ) throws(SnapshotFault) {
    let identifier: AWSKey = isOfCluster ? .DBClusterSnapshotIdentifier : .DBSnapshotIdentifier
    let list: AWSKey = isOfCluster ? .DBClusterSnapshotAttributes : .DBSnapshotAttributes
    let id = try symbol(tape, node, identifier)
    try require(id, identifier, tape, node)
    let arn = try arn("rds", isOfCluster ? "cluster-snapshot:" : "snapshot:", id, tape, node)
    if try member(tape, node, .Error) != nil { return spoilList() }
    guard let attributes = try member(tape, node, list) else { throw missing(list, tape, node) }
    var names: [Symbol] = []
    var elements = try array(tape, attributes)
    while let element = elements.next(in: tape) {
      guard let name = try member(tape, element, .AttributeName), try text(tape, name) == "restore",
        let values = try member(tape, element, .AttributeValues)
      else { continue }
      names += try symbols(tape, values)
    }
    let everybody = estate.symbols.intern("all")
    guard isNewPart(list, arn, tape, node) else { return }
    staged.dataStores.sharing.append((arn, names.filter { $0 != everybody }, names.contains(everybody)))
  }

  /// Puts into snapshots and images whom they are shared with; an organization or a unit stands for its accounts.
  mutating func joinSharing() {
    for (arn, names, isPublic) in staged.dataStores.sharing {
      guard let id = estate.dataStore(arn) else { continue }
      var accounts: [Symbol] = []
      for name in names {
        let members = membersOfOrganization(estate.symbols[name])
        for account in [name] + members where !accounts.contains(account) { accounts.append(account) }
      }
      estate.dataStores[id].sharedWith = accounts
      estate.dataStores[id].isPublic = estate.dataStores[id].isPublic || isPublic
    }
  }

  /// The accounts of the estate that an organization's or a unit's ARN stands for; those whose unit is not known are among
  /// them.
  private func membersOfOrganization(_ arn: String) -> [Symbol] {
    guard arn.hasPrefix("arn:"), let resource = arn.split(separator: ":").last else { return [] }
    let parts = resource.split(separator: "/").map(String.init)
    guard let unit = parts.last, parts.count >= 2 else { return [] }
    if !estate.organizationID.isEmpty, parts[1] != estate.symbols[estate.organizationID] { return [] }
    return estate.accounts.records.filter { account in
      guard parts[0] == "ou" else { return true }
      var above = account.parent
      for _ in 0...estate.organizationalUnits.count {
        if estate.symbols[above] == unit { return true }
        guard let next = estate.organizationalUnit(above) else { return !estate.symbols[above].hasPrefix("r-") }
        if estate.organizationalUnits[next].parent.isEmpty { return !estate.symbols[above].hasPrefix("r-") }
        above = estate.organizationalUnits[next].parent
      }
      return true
    }.map(\.id)
  }
}
