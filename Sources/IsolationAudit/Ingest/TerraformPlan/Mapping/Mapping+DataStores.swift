// Buckets, keys, secrets, parameters, queues, topics, tables and the others, with their policies.
extension ResourceReader {
  /// Says what the policy of a resource is, in a list of policies; one that is not known is an answer that failed.
  mutating func resourcePolicy(
    _ list: String,
    _ wrapper: DraftValue,
    _ member: String,
    from attribute: String = "policy"
  ) {
    guard let key = key(list, wrapper) else {
      note("\(address): whose policy it is is known after apply", .data)
      return
    }
    let statement: DraftEdit.Statement
    if let words = words(attribute) {
      statement = .field(["Error"], .string(words))
      note(words, .data)
    } else if let text = known(attribute) {
      statement = .field([member], .string(text))
    } else {
      return
    }
    say(DraftEdit(target: key, statement: statement, wrapper: wrapper))
  }

  /// A resource whose policy is an attribute of its own, unless the provider fills it in.
  private mutating func ownPolicy(_ list: String, _ wrapper: DraftValue, _ member: String) {
    self.wrapper(list, wrapper)
    if !isComputed("policy") { resourcePolicy(list, wrapper, member) }
  }

  /// `aws_s3_bucket`.
  mutating func bucket() {
    let name = known("bucket") ?? id
    record("Buckets", ["Name": .string(name), "BucketArn": .string(arn), "BucketRegion": .string(region)])
    ownPolicy("BucketPolicies", ["Bucket": .string(name)], "Policy")
    wrapper("BucketPublicAccessBlocks", ["Bucket": .string(name)])
    if case .array? = tags() {
      record("BucketTags", ["Bucket": .string(name), "TagSet": tags()])
    }
  }

  /// `aws_s3_bucket_policy`.
  mutating func bucketPolicy() {
    guard let bucket = named("bucket") else { return }
    resourcePolicy("BucketPolicies", ["Bucket": .string(bucket)], "Policy")
  }

  /// `aws_s3_bucket_public_access_block`, `aws_s3_account_public_access_block`.
  mutating func publicAccessBlock(_ list: String, _ wrapper: DraftValue) {
    guard let key = key(list, wrapper) else { return }
    let value: DraftValue = [
      "BlockPublicAcls": .bool(flag("block_public_acls") ?? false),
      "IgnorePublicAcls": .bool(flag("ignore_public_acls") ?? false),
      "BlockPublicPolicy": .bool(flag("block_public_policy") ?? false),
      "RestrictPublicBuckets": .bool(flag("restrict_public_buckets") ?? false),
    ]
    say(DraftEdit(target: key, statement: .field(["PublicAccessBlockConfiguration"], value), wrapper: wrapper))
  }

  /// `aws_s3_bucket_server_side_encryption_configuration`.
  mutating func bucketEncryption() {
    guard let bucket = named("bucket") else { return }
    var rules: [DraftValue] = []
    for rule in blocks("rule") {
      for standard in blocks("apply_server_side_encryption_by_default", in: rule) {
        rules.append([
          "ApplyServerSideEncryptionByDefault": [
            "SSEAlgorithm": DraftValue(text("sse_algorithm", in: standard)),
            "KMSMasterKeyID": DraftValue(named("kms_master_key_id", in: standard)),
          ]
        ])
      }
    }
    record(
      "BucketEncryptions",
      ["Bucket": .string(bucket), "ServerSideEncryptionConfiguration": ["Rules": .array(rules)]]
    )
  }

  /// `aws_kms_key`, `aws_kms_replica_key`, `aws_kms_external_key`.
  mutating func encryptionKey() {
    let name = known("key_id") ?? id
    record("Keys", ["KeyId": .string(name), "KeyArn": .string(arn)])
    wrapper("KeyGrants", ["KeyId": .string(name)])
    if let tags = tags() { record("KeyTags", ["KeyId": .string(name), "Tags": tags]) }
    guard let key = key("KeyPolicies", ["KeyId": .string(name)]) else { return }
    if isComputed("policy") || (words("policy") == nil && known("policy") == nil) {
      // The default key policy (AWS KMS Developer Guide, "Default key policy").
      let document =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:\#(resource.partition):iam::"#
        + account + #":root"},"Action":"kms:*","Resource":"*"}]}"#
      say(
        DraftEdit(
          target: key,
          statement: .record(["KeyId": .string(name), "Policy": .string(document)])
        )
      )
      assume("it has the default key policy")
    } else {
      resourcePolicy("KeyPolicies", ["KeyId": .string(name)], "Policy")
    }
  }

  /// `aws_kms_key_policy`.
  mutating func keyPolicy() {
    guard let name = named("key_id") else { return }
    resourcePolicy("KeyPolicies", ["KeyId": .string(keyID(name))], "Policy")
  }

  /// The id in the ARN of a key.
  private func keyID(_ name: String) -> String { name.split(separator: "/").last.map(String.init) ?? name }

  /// `aws_kms_grant`.
  mutating func keyGrant() {
    guard let name = named("key_id"), let grantee = named("grantee_principal") else { return }
    wrapped(
      "KeyGrants",
      ["KeyId": .string(keyID(name))],
      ["Grants"],
      [
        "GrantId": .string(named(own: "grant_id")), "GranteePrincipal": .string(grantee),
        "Operations": .init(texts("operations").sorted()),
        "Constraints": blocks("constraints").isEmpty ? nil : ["EncryptionContextSubset": [:]],
      ],
      .members(["GrantId"])
    )
  }

  /// `aws_kms_alias`.
  mutating func keyAlias() {
    guard let target = named("target_key_id") else { return }
    record(
      "Aliases",
      [
        "AliasName": .string(known("name") ?? address), "AliasArn": .string(arn),
        "TargetKeyId": .string(target.hasPrefix("arn:") ? keyID(target) : target),
      ]
    )
  }

  /// `aws_secretsmanager_secret`, of which the value is never looked at.
  mutating func secret() {
    record(
      "SecretList",
      [
        "ARN": .string(arn), "Name": .string(known("name") ?? address), "KmsKeyId": DraftValue(named("kms_key_id")),
        "Tags": tags(),
      ]
    )
    ownPolicy("SecretPolicies", ["ARN": .string(arn)], "ResourcePolicy")
  }

  /// `aws_secretsmanager_secret_policy`.
  mutating func secretPolicy() {
    guard let secret = named("secret_arn") else { return }
    resourcePolicy("SecretPolicies", ["ARN": .string(secret)], "ResourcePolicy")
  }

  /// `aws_ssm_parameter`: its name, never its value.
  mutating func parameter() {
    record(
      "Parameters",
      [
        "Name": .string(known("name") ?? address), "ARN": .string(arn), "Type": DraftValue(text("type")),
        "KeyId": DraftValue(isComputed("key_id") ? nil : named("key_id")),
        "Tier": .string((isComputed("tier") ? nil : text("tier")) ?? "Standard"), "Tags": tags(),
      ]
    )
  }

  /// `aws_sqs_queue`.
  mutating func queue() {
    record(
      "QueueAttributes",
      [
        "QueueUrl": .string(
          known("url") ?? "https://sqs.\(region).amazonaws.com/\(account)/\(known("name") ?? address)"
        ),
        "Attributes": [
          "QueueArn": .string(arn), "KmsMasterKeyId": DraftValue(named("kms_master_key_id")),
          "SqsManagedSseEnabled": (isComputed("sqs_managed_sse_enabled") ? nil : flag("sqs_managed_sse_enabled"))
            ?? true
            ? "true" : "false",
        ],
      ]
    )
    if !isComputed("policy") { attributePolicy("QueueAttributes", queueURL(), "policy") }
  }

  private func queueURL() -> String {
    known("url") ?? "https://sqs.\(region).amazonaws.com/\(account)/\(known("name") ?? address)"
  }

  /// The policy among the attributes of a queue or topic.
  private mutating func attributePolicy(_ list: String, _ name: String, _ attribute: String) {
    let key = key(list, name)
    if let words = words(attribute) {
      note(words, .data)
      say(DraftEdit(target: key, statement: .field(["Attributes", "Error"], .string(words))))
    } else if let text = known(attribute) {
      say(DraftEdit(target: key, statement: .field(["Attributes", "Policy"], .string(text))))
    }
  }

  /// `aws_sqs_queue_policy`.
  mutating func queuePolicy() {
    guard var url = named("queue_url") else { return }
    if !url.hasPrefix("https://"), let queue = state.resources[url], queue.type == "aws_sqs_queue" {
      let name = state.settle(state.values[url]?["name"]).known ?? url
      url = "https://sqs.\(queue.region).amazonaws.com/\(queue.account)/\(name)"
    }
    attributePolicy("QueueAttributes", url, "policy")
  }

  /// `aws_sns_topic`.
  mutating func topic() {
    record(
      "TopicAttributes",
      [
        "TopicArn": .string(arn),
        "Attributes": ["TopicArn": .string(arn), "KmsMasterKeyId": DraftValue(named("kms_master_key_id"))],
      ]
    )
    if isComputed("policy") {
      // The policy of a new topic is for its owner alone (Amazon SNS Developer Guide, "Default policy").
      let document =
        #"{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"SNS:*","Resource":"#
        + PlannedState.quoted(arn) + #","Condition":{"StringEquals":{"AWS:SourceOwner":"#
        + PlannedState.quoted(account) + "}}}]}"
      field("TopicAttributes", arn, ["Attributes", "Policy"], .string(document))
      assume("it has the default policy of topics")
    } else {
      attributePolicy("TopicAttributes", arn, "policy")
    }
  }

  /// `aws_sns_topic_policy`.
  mutating func topicPolicy() {
    guard let topic = named("arn") else { return }
    attributePolicy("TopicAttributes", topic, "policy")
  }

  /// `aws_ecr_repository`.
  mutating func repository() {
    let name = known("name") ?? address
    let key = block("encryption_configuration").flatMap { known("kms_key", in: $0) }
    record(
      "repositories",
      [
        "repositoryArn": .string(arn), "repositoryName": .string(name),
        "registryId": .string(known("registry_id") ?? account),
        "imageTagMutability": .string(text("image_tag_mutability") ?? "MUTABLE"),
        "encryptionConfiguration": key.map { ["kmsKey": .string($0)] },
      ]
    )
    wrapper("repositoryPolicies", ["repositoryName": .string(name), "registryId": .string(account)])
  }

  /// `aws_ecr_repository_policy`.
  mutating func repositoryPolicy() {
    guard let name = named("repository") else { return }
    resourcePolicy(
      "repositoryPolicies",
      ["repositoryName": .string(name), "registryId": .string(account)],
      "policyText"
    )
  }

  /// `aws_dynamodb_table`.
  mutating func table() {
    let key = block("server_side_encryption").flatMap { named("kms_key_arn", in: $0) }
    record(
      "Tables",
      [
        "TableArn": .string(arn), "TableName": .string(known("name") ?? address),
        "SSEDescription": key.map { ["KMSMasterKeyArn": .string($0)] },
      ]
    )
    wrapper("TablePolicies", ["ResourceArn": .string(arn)])
  }

  /// `aws_dynamodb_resource_policy`.
  mutating func tablePolicy() {
    guard let table = named("resource_arn") else { return }
    resourcePolicy("TablePolicies", ["ResourceArn": .string(table)], "Policy")
  }

  /// `aws_cloudwatch_event_bus`.
  mutating func eventBus() {
    record(
      "EventBuses",
      [
        "Name": .string(known("name") ?? address), "Arn": .string(arn),
        "KmsKeyIdentifier": DraftValue(named("kms_key_identifier")),
      ]
    )
  }

  /// `aws_cloudwatch_event_bus_policy`.
  mutating func eventBusPolicy() {
    let name = text("event_bus_name") ?? "default"
    let bus = name.hasPrefix("arn:") ? name.split(separator: "/").last.map(String.init) ?? name : name
    resourcePolicy(
      "EventBuses",
      ["Name": .string(bus), "Arn": .string(arn("events", "event-bus/\(bus)"))],
      "Policy"
    )
  }

  /// `aws_efs_file_system`.
  mutating func fileSystem() {
    record(
      "FileSystems",
      [
        "FileSystemId": .string(id), "FileSystemArn": .string(arn), "OwnerId": .string(known("owner_id") ?? account),
        "Encrypted": .bool((isComputed("encrypted") ? nil : flag("encrypted")) ?? false),
        "KmsKeyId": DraftValue(isComputed("kms_key_id") ? nil : named("kms_key_id")), "Tags": tags(),
      ]
    )
    wrapper("FileSystemPolicies", ["FileSystemId": .string(id)])
  }

  /// `aws_efs_file_system_policy`.
  mutating func fileSystemPolicy() {
    guard let system = named("file_system_id") else { return }
    resourcePolicy("FileSystemPolicies", ["FileSystemId": .string(system)], "Policy")
  }

  /// `aws_backup_vault`.
  mutating func backupVault() {
    let name = known("name") ?? address
    record(
      "BackupVaultList",
      [
        "BackupVaultName": .string(name), "BackupVaultArn": .string(arn),
        "EncryptionKeyArn": DraftValue(isComputed("kms_key_arn") ? nil : named("kms_key_arn")),
      ]
    )
    wrapper("BackupVaultPolicies", ["BackupVaultName": .string(name)])
  }

  /// `aws_backup_vault_policy`.
  mutating func backupVaultPolicy() {
    guard let vault = named("backup_vault_name") else { return }
    resourcePolicy("BackupVaultPolicies", ["BackupVaultName": .string(vault)], "Policy")
  }

  /// `aws_opensearch_domain`, `aws_elasticsearch_domain`.
  mutating func searchDomain() {
    let name = known("domain_name") ?? address
    let encryption = block("encrypt_at_rest")
    let isEncrypted = encryption.flatMap { flag("enabled", in: $0) } ?? false
    let key = encryption.flatMap { known("kms_key_id", in: $0) }
    record(
      "DomainStatusList",
      [
        "ARN": .string(arn), "DomainName": .string(name),
        "EncryptionAtRestOptions": ["Enabled": .bool(isEncrypted), "KmsKeyId": DraftValue(key)],
      ]
    )
    if !isComputed("access_policies") {
      resourcePolicy("DomainStatusList", ["DomainName": .string(name)], "AccessPolicies", from: "access_policies")
    }
    concern = .network
    if let network = block("vpc_options") {
      placedService(namedTexts("subnet_ids", in: network).sorted(), "security_group_ids", "ES", in: network)
    }
  }

  /// `aws_opensearch_domain_policy`.
  mutating func searchDomainPolicy() {
    guard let name = named("domain_name") else { return }
    resourcePolicy("DomainStatusList", ["DomainName": .string(name)], "AccessPolicies", from: "access_policies")
  }

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
