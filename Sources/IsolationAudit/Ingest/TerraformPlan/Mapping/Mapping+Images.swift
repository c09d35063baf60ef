// Snapshots and machine images, and with whom they are shared.
extension ResourceReader {
  /// `aws_ebs_snapshot`.
  mutating func volumeSnapshot() {
    record(
      "Snapshots",
      [
        "SnapshotId": .string(id), "OwnerId": .string(known("owner_id") ?? account),
        "Encrypted": DraftValue(known("encrypted") == "true"),
        "KmsKeyId": DraftValue(known("kms_key_id")), "VolumeId": DraftValue(named("volume_id")), "Tags": tags(),
      ]
    )
    wrapper("SnapshotAttributes", ["SnapshotId": .string(id)])
  }

  /// `aws_snapshot_create_volume_permission`.
  mutating func snapshotPermission() {
    guard let snapshot = named("snapshot_id"), let account = text("account_id") else { return }
    wrapped(
      "SnapshotAttributes",
      ["SnapshotId": .string(snapshot)],
      ["CreateVolumePermissions"],
      account == "all" ? ["Group": "all"] : ["UserId": .string(account)],
      .value
    )
  }

  /// `aws_ami`, `aws_ami_copy`, `aws_ami_from_instance`.
  mutating func image() {
    record(
      "Images",
      [
        "ImageId": .string(id), "Name": DraftValue(text("name")), "OwnerId": .string(known("owner_id") ?? account),
        "SourceInstanceId": DraftValue(named("source_instance_id")), "Public": .bool(known("public") == "true"),
        "Tags": tags(),
      ]
    )
    wrapper("ImageAttributes", ["ImageId": .string(id)])
  }

  /// `aws_ami_launch_permission`.
  mutating func imagePermission() {
    guard let image = named("image_id") else { return }
    var fields = DraftObject()
    if let account = text("account_id") { fields["UserId"] = .string(account) }
    if let group = text("group") { fields["Group"] = .string(group) }
    if let arn = named("organization_arn") { fields["OrganizationArn"] = .string(arn) }
    if let arn = named("organizational_unit_arn") { fields["OrganizationalUnitArn"] = .string(arn) }
    wrapped(
      "ImageAttributes",
      ["ImageId": .string(image)],
      ["LaunchPermissions"],
      .object(fields),
      .value
    )
  }

  /// `aws_db_snapshot`, `aws_db_cluster_snapshot` and their copies.
  mutating func databaseSnapshot(isOfCluster: Bool) {
    let prefix = isOfCluster ? "db_cluster_snapshot" : "db_snapshot"
    let name = known("\(prefix)_identifier") ?? known("target_\(prefix)_identifier") ?? address
    let made = known("\(prefix)_arn") ?? arn("rds", (isOfCluster ? "cluster-snapshot:" : "snapshot:") + name)
    let list = isOfCluster ? "DBClusterSnapshots" : "DBSnapshots"
    let kind = isOfCluster ? "DBCluster" : "DB"
    var fields = DraftObject()
    fields["\(kind)SnapshotArn"] = .string(made)
    fields["\(kind)SnapshotIdentifier"] = .string(name)
    fields[isOfCluster ? "DBClusterIdentifier" : "DBInstanceIdentifier"] = DraftValue(
      named(isOfCluster ? "db_cluster_identifier" : "db_instance_identifier")
    )
    fields[isOfCluster ? "StorageEncrypted" : "Encrypted"] = .bool(
      known(isOfCluster ? "storage_encrypted" : "encrypted") == "true"
    )
    fields["KmsKeyId"] = DraftValue(known("kms_key_id"))
    fields["SnapshotType"] = "manual"
    fields["TagList"] = tags()
    record(list, .object(fields))
    var sharing = DraftObject()
    sharing["\(kind)SnapshotIdentifier"] = .string(name)
    sharing["\(kind)SnapshotAttributes"] = [
      ["AttributeName": "restore", "AttributeValues": .init(texts("shared_accounts").sorted())]
    ]
    record("\(kind)SnapshotAttributes", .object(sharing))
  }
}
