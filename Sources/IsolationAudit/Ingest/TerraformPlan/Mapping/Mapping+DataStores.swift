// Policies of resources; repositories, tables, file systems, vaults and search domains.
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
  mutating func ownPolicy(_ list: String, _ wrapper: DraftValue, _ member: String) {
    self.wrapper(list, wrapper)
    if !isComputed("policy") { resourcePolicy(list, wrapper, member) }
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
}
