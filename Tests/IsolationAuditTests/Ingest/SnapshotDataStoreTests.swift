import IsolationAudit
import Testing

@Suite("Snapshot: data stores")
struct SnapshotDataStoreTests {
  private let key = "arn:aws:kms:us-east-1:111111111111:key/11111111-2222-3333-4444-555555555555"

  private func store(_ read: SnapshotReading, _ arn: String) -> DataStore? {
    guard let symbol = read.estate.symbols.find(arn), let id = read.estate.dataStore(symbol) else { return nil }
    return read.estate.dataStores[id]
  }

  @Test(
    "each list becomes data stores of its kind, with ARN, name, owner, Region and key",
    arguments: [
      (
        #""SecretList": [{"ARN": "arn:aws:secretsmanager:us-east-1:111111111111:secret:db-a1b2c3", "Name": "db", "KmsKeyId": "KEY"}]"#,
        "arn:aws:secretsmanager:us-east-1:111111111111:secret:db-a1b2c3", "db", DataStore.Kind.secret, true
      ),
      (
        #""Parameters": [{"Name": "/app/db", "Type": "SecureString", "KeyId": "KEY"}]"#,
        "arn:aws:ssm:us-east-1:111111111111:parameter/app/db", "/app/db", .parameter, true
      ),
      (
        #""Parameters": [{"Name": "plain", "ARN": "arn:aws:ssm:us-east-1:111111111111:parameter/plain", "Type": "String"}]"#,
        "arn:aws:ssm:us-east-1:111111111111:parameter/plain", "plain", .parameter, false
      ),
      (
        #""QueueAttributes": [{"QueueUrl": "https://sqs.us-east-1.amazonaws.com/111111111111/jobs", "Attributes": {"QueueArn": "arn:aws:sqs:us-east-1:111111111111:jobs", "KmsMasterKeyId": "KEY"}}]"#,
        "arn:aws:sqs:us-east-1:111111111111:jobs", "jobs", .queue, true
      ),
      (
        #""QueueAttributes": [{"QueueUrl": "https://sqs.us-east-1.amazonaws.com/111111111111/jobs"}]"#,
        "arn:aws:sqs:us-east-1:111111111111:jobs", "jobs", .queue, false
      ),
      (
        #""TopicAttributes": [{"TopicArn": "arn:aws:sns:us-east-1:111111111111:news", "Attributes": {"KmsMasterKeyId": "KEY"}}]"#,
        "arn:aws:sns:us-east-1:111111111111:news", "news", .topic, true
      ),
      (
        #""EventBuses": [{"Name": "orders", "Arn": "arn:aws:events:us-east-1:111111111111:event-bus/orders"}]"#,
        "arn:aws:events:us-east-1:111111111111:event-bus/orders", "orders", .eventBus, false
      ),
      (
        #""repositories": [{"repositoryArn": "arn:aws:ecr:us-east-1:111111111111:repository/app", "repositoryName": "app", "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "KEY"}}]"#,
        "arn:aws:ecr:us-east-1:111111111111:repository/app", "app", .repository, true
      ),
      (
        #""Tables": [{"TableName": "t", "TableArn": "arn:aws:dynamodb:us-east-1:111111111111:table/t", "SSEDescription": {"SSEType": "KMS", "KMSMasterKeyArn": "KEY"}}]"#,
        "arn:aws:dynamodb:us-east-1:111111111111:table/t", "t", .table, true
      ),
      (
        #""Table": {"TableName": "t", "TableArn": "arn:aws:dynamodb:us-east-1:111111111111:table/t"}"#,
        "arn:aws:dynamodb:us-east-1:111111111111:table/t", "t", .table, false
      ),
      (
        #""FileSystems": [{"FileSystemId": "fs-1", "OwnerId": "111111111111", "Encrypted": true, "KmsKeyId": "KEY"}]"#,
        "arn:aws:elasticfilesystem:us-east-1:111111111111:file-system/fs-1", "fs-1", .fileSystem, true
      ),
      (
        #""BackupVaultList": [{"BackupVaultName": "v", "BackupVaultArn": "arn:aws:backup:us-east-1:111111111111:backup-vault:v", "EncryptionKeyArn": "KEY"}]"#,
        "arn:aws:backup:us-east-1:111111111111:backup-vault:v", "v", .backupVault, true
      ),
      (
        #""DomainStatusList": [{"DomainName": "d", "ARN": "arn:aws:es:us-east-1:111111111111:domain/d", "EncryptionAtRestOptions": {"Enabled": true, "KmsKeyId": "KEY"}}]"#,
        "arn:aws:es:us-east-1:111111111111:domain/d", "d", .searchDomain, true
      ),
      (
        #""Snapshots": [{"SnapshotId": "snap-1", "OwnerId": "111111111111", "VolumeId": "vol-1", "Encrypted": true, "KmsKeyId": "KEY"}]"#,
        "arn:aws:ec2:us-east-1::snapshot/snap-1", "snap-1", .volumeSnapshot, true
      ),
      (
        #""DBSnapshots": [{"DBSnapshotIdentifier": "s", "DBSnapshotArn": "arn:aws:rds:us-east-1:111111111111:snapshot:s", "DBInstanceIdentifier": "db", "Encrypted": true, "KmsKeyId": "KEY"}]"#,
        "arn:aws:rds:us-east-1:111111111111:snapshot:s", "s", .databaseSnapshot, true
      ),
      (
        #""DBClusterSnapshots": [{"DBClusterSnapshotIdentifier": "s", "DBClusterSnapshotArn": "arn:aws:rds:us-east-1:111111111111:cluster-snapshot:s", "DBClusterIdentifier": "db", "StorageEncrypted": true, "KmsKeyId": "KEY"}]"#,
        "arn:aws:rds:us-east-1:111111111111:cluster-snapshot:s", "s", .databaseSnapshot, true
      ),
      (
        #""Images": [{"ImageId": "ami-1", "OwnerId": "111111111111", "Name": "base", "SourceInstanceId": "i-1"}]"#,
        "arn:aws:ec2:us-east-1::image/ami-1", "base", .image, false
      ),
    ]
  )
  func kinds(list: String, arn: String, name: String, kind: DataStore.Kind, hasKey: Bool) throws {
    let read = try SnapshotReading("{\(list.replacing("KEY", with: key))}")
    #expect(read.diagnostics == [])
    #expect(read.estate.completeness.unreadKeys == [])
    let found = try #require(store(read, arn))
    #expect(found.kind == kind)
    #expect(read(found.name) == name)
    #expect(read(found.owner) == "111111111111")
    #expect(read(found.region) == "us-east-1")
    #expect(read(found.key) == (hasKey ? key : ""))
    if hasKey { #expect(found.isEncrypted == true) }
  }

  @Test("what a snapshot or an image was made of, and whether tags of a repository can be overwritten")
  func particulars() throws {
    let read = try SnapshotReading(
      """
      {"Snapshots": [{"SnapshotId": "snap-1", "OwnerId": "111111111111", "VolumeId": "vol-1", "Encrypted": false}],
       "Images": [{"ImageId": "ami-1", "OwnerId": "111111111111", "SourceInstanceId": "i-1", "Public": true,
         "BlockDeviceMappings": [{"Ebs": {"Encrypted": true}}, {"Ebs": {"Encrypted": false}}, {"NoDevice": ""}]}],
       "repositories": [
         {"repositoryArn": "arn:aws:ecr:us-east-1:111111111111:repository/a", "imageTagMutability": "MUTABLE"},
         {"repositoryArn": "arn:aws:ecr:us-east-1:111111111111:repository/b", "imageTagMutability": "IMMUTABLE"},
         {"repositoryArn": "arn:aws:ecr:us-east-1:111111111111:repository/c",
          "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION"}]}
      """
    )
    let snapshot = try #require(store(read, "arn:aws:ec2:us-east-1::snapshot/snap-1"))
    let image = try #require(store(read, "arn:aws:ec2:us-east-1::image/ami-1"))
    #expect([read(snapshot.madeOf), read(image.madeOf)] == ["vol-1", "i-1"])
    #expect([snapshot.isEncrypted, image.isEncrypted] == [false, false])
    #expect([snapshot.isPublic, image.isPublic] == [false, true])
    #expect(read.estate.dataStores.records.compactMap(\.hasMutableTags) == [true, false, true])
    let byID = try #require(read.estate.symbols.find("snap-1"))
    #expect(read.estate.dataStore(byID) != nil)
  }

  @Test("a bucket belongs to the account that lists it; its ARN has the partition of the account's Regions")
  func buckets() throws {
    let read = try SnapshotReading([
      "accounts/111111111111/global/s3.json": """
      {"Buckets": [{"Name": "data", "BucketRegion": "eu-west-1"}, {"Name": "plain"}], "Owner": {"ID": "x"},
       "BucketTags": [{"Bucket": "data", "TagSet": [{"Key": "Data", "Value": "customer"}]}],
       "BucketEncryptions": [{"Bucket": "data", "ServerSideEncryptionConfiguration": {"Rules": [
         {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "\(key)"}}]}}]}
      """,
      "accounts/222222222222/global/s3.json": #"{"Buckets": [{"Name": "state"}]}"#,
      "accounts/222222222222/us-gov-west-1/ec2.json": #"{"Vpcs": []}"#,
    ])
    #expect(read.diagnostics == [])
    let data = try #require(store(read, "arn:aws:s3:::data"))
    #expect(read(data.owner) == "111111111111")
    #expect(read(data.region) == "eu-west-1")
    #expect(read(data.tags) == ["Data=customer"])
    #expect(read(data.key) == key)
    #expect(store(read, "arn:aws:s3:::plain")?.region == .empty)
    #expect(store(read, "arn:aws-us-gov:s3:::state") != nil)
  }

  @Test(
    "Block Public Access of bucket and account: either blocks; what neither settles is unknown",
    arguments: [
      ("true", "", DataStore.PublicAccessBlock(ignoresPublicACLs: true, restrictsPublicBuckets: true)),
      ("", "true", DataStore.PublicAccessBlock(ignoresPublicACLs: true, restrictsPublicBuckets: true)),
      ("false", "true", DataStore.PublicAccessBlock(ignoresPublicACLs: true, restrictsPublicBuckets: true)),
      ("false", "none", DataStore.PublicAccessBlock(ignoresPublicACLs: false, restrictsPublicBuckets: false)),
      ("none", "false", DataStore.PublicAccessBlock(ignoresPublicACLs: false, restrictsPublicBuckets: false)),
      ("false", "", nil),
      ("", "false", nil),
      ("error", "false", nil),
      ("", "", nil),
    ]
  )
  func publicAccess(bucket: String, account: String, expected: DataStore.PublicAccessBlock?) throws {
    func list(_ name: String, _ id: String, _ setting: String) -> String {
      switch setting {
      case "": ""
      case "none": #", "\#(name)": [{\#(id)}]"#
      case "error": #", "\#(name)": [{\#(id), "Error": "AccessDenied"}]"#
      default:
        #", "\#(name)": [{\#(id), "PublicAccessBlockConfiguration": {"IgnorePublicAcls": \#(setting), "RestrictPublicBuckets": \#(setting)}}]"#
      }
    }
    let read = try SnapshotReading([
      "accounts/111111111111/global/s3.json": #"{"Buckets": [{"Name": "data"}]"#
        + list("BucketPublicAccessBlocks", #""Bucket": "data""#, bucket)
        + list("AccountPublicAccessBlocks", #""AccountId": "111111111111""#, account) + "}"
    ])
    #expect(read.errors == [])
    #expect(try #require(store(read, "arn:aws:s3:::data")).publicAccessBlock == expected)
  }

  @Test("a key is told by two lists, with grants, aliases and tags; an alias of AWS's own is a key of AWS")
  func keys() throws {
    let aws = "arn:aws:kms:us-east-1:111111111111:key/aws-key"
    let read = try SnapshotReading(
      """
      {"Keys": [{"KeyId": "11111111-2222-3333-4444-555555555555", "KeyArn": "\(key)"}, {"KeyId": "aws-key"}],
       "KeyMetadata": [{"KeyId": "11111111-2222-3333-4444-555555555555", "Arn": "\(key)", "KeyManager": "CUSTOMER"}],
       "KeyGrants": [{"KeyId": "11111111-2222-3333-4444-555555555555", "Grants": [
         {"GrantId": "g", "GranteePrincipal": "arn:aws:iam::222222222222:role/r", "Operations": ["Decrypt", "CreateGrant"]},
         {"GrantId": "h", "GranteePrincipal": "arn:aws:iam::222222222222:role/s", "Operations": ["Decrypt"],
          "Constraints": {"EncryptionContextEquals": {"a": "b"}}}]}],
       "KeyTags": [{"KeyArn": "\(key)", "Tags": [{"TagKey": "Data", "TagValue": "customer"}]}],
       "Aliases": [{"AliasName": "alias/app", "AliasArn": "arn:aws:kms:us-east-1:111111111111:alias/app",
           "TargetKeyId": "11111111-2222-3333-4444-555555555555"},
         {"AliasName": "alias/aws/ebs", "AliasArn": "arn:aws:kms:us-east-1:111111111111:alias/aws/ebs",
           "TargetKeyId": "aws-key"},
         {"AliasName": "alias/aws/never", "AliasArn": "arn:aws:kms:us-east-1:111111111111:alias/aws/never"}]}
      """
    )
    #expect(read.diagnostics == [])
    #expect(read.estate.dataStores.count == 2)
    let own = try #require(store(read, key))
    #expect(!own.isManagedByAWS)
    #expect(read(own.aliases) == ["app"])
    #expect(read(own.tags) == ["Data=customer"])
    let grants = try #require(own.grants)
    #expect(
      grants.map { read($0.grantee) } == ["arn:aws:iam::222222222222:role/r", "arn:aws:iam::222222222222:role/s"]
    )
    #expect(grants.map { read($0.operations) } == [["Decrypt", "CreateGrant"], ["Decrypt"]])
    #expect(grants.map(\.isConstrained) == [false, true])
    let managed = try #require(store(read, aws))
    #expect(managed.isManagedByAWS)
    #expect(managed.grants == nil)
  }

  @Test(
    "a key is known by its ARN however it is named; a key of AWS is none",
    arguments: [
      ("11111111-2222-3333-4444-555555555555", true), ("alias/app", true),
      ("arn:aws:kms:us-east-1:111111111111:alias/app", true),
      ("alias/aws/secretsmanager", false), ("arn:aws:kms:us-east-1:111111111111:key/managed", false),
    ]
  )
  func keyNames(name: String, isCustomers: Bool) throws {
    let read = try SnapshotReading(
      """
      {"SecretList": [{"ARN": "arn:aws:secretsmanager:us-east-1:111111111111:secret:a-123456", "KmsKeyId": "\(name)"}],
       "Keys": [{"KeyId": "k", "KeyArn": "\(key)"}],
       "KeyMetadata": {"KeyId": "managed", "Arn": "arn:aws:kms:us-east-1:111111111111:key/managed", "KeyManager": "AWS"},
       "Aliases": [{"AliasName": "alias/app", "AliasArn": "arn:aws:kms:us-east-1:111111111111:alias/app",
         "TargetKeyId": "11111111-2222-3333-4444-555555555555"}]}
      """
    )
    let secret = try #require(store(read, "arn:aws:secretsmanager:us-east-1:111111111111:secret:a-123456"))
    #expect(read(secret.key) == (isCustomers ? key : ""))
  }

  @Test("a database is data beside the service that its ARN names")
  func databases() throws {
    let read = try SnapshotReading(
      """
      {"DBInstances": [{"DBInstanceArn": "arn:aws:rds:us-east-1:111111111111:db:a", "DBInstanceIdentifier": "a",
         "KmsKeyId": "\(key)", "StorageEncrypted": true, "TagList": [{"Key": "Data", "Value": "customer"}]}],
       "DBClusters": [{"DBClusterArn": "arn:aws:rds:us-east-1:111111111111:cluster:c", "DBClusterIdentifier": "c",
         "StorageEncrypted": false}]}
      """
    )
    let stores = read.estate.dataStores.records
    #expect(stores.map(\.kind) == [.database, .database])
    #expect(stores.map { read($0.name) } == ["a", "c"])
    #expect(stores.map { read($0.key) } == [key, ""])
    #expect(stores.map(\.isEncrypted) == [true, false])
    #expect(read(stores[0].tags) == ["Data=customer"])
    let arn = try #require(read.estate.symbols.find("arn:aws:rds:us-east-1:111111111111:db:a"))
    #expect(read.estate.service(arn) != nil)
    #expect(read.estate.dataStore(arn) == nil)
  }

  @Test("snapshots and images are shared with accounts, units, organizations and everybody")
  func sharing() throws {
    let read = try SnapshotReading([
      "accounts/111111111111/us-east-1/a.json": """
      {"Snapshots": [{"SnapshotId": "snap-1", "OwnerId": "111111111111"}, {"SnapshotId": "snap-2", "OwnerId": "111111111111"},
         {"SnapshotId": "snap-3", "OwnerId": "111111111111"}],
       "SnapshotAttributes": [{"SnapshotId": "snap-1", "CreateVolumePermissions": [{"UserId": "222222222222"}]},
         {"SnapshotId": "snap-2", "CreateVolumePermissions": [{"Group": "all"}]}],
       "Images": [{"ImageId": "ami-1", "OwnerId": "111111111111"}],
       "ImageAttributes": [{"ImageId": "ami-1", "LaunchPermissions": [
         {"OrganizationalUnitArn": "arn:aws:organizations::111111111111:ou/o-1/ou-1"}]}],
       "DBSnapshots": [{"DBSnapshotIdentifier": "s", "DBSnapshotArn": "arn:aws:rds:us-east-1:111111111111:snapshot:s"}],
       "DBSnapshotAttributes": [{"DBSnapshotIdentifier": "s", "DBSnapshotAttributes": [
         {"AttributeName": "restore", "AttributeValues": ["222222222222"]}]}],
       "DBClusterSnapshots": [{"DBClusterSnapshotIdentifier": "c",
         "DBClusterSnapshotArn": "arn:aws:rds:us-east-1:111111111111:cluster-snapshot:c"}],
       "DBClusterSnapshotAttributesResult": {"DBClusterSnapshotIdentifier": "c", "DBClusterSnapshotAttributes": [
         {"AttributeName": "restore", "AttributeValues": ["all"]}]}}
      """,
      "accounts/111111111111/global/o.json": """
      {"Accounts": [{"Id": "111111111111", "ParentId": "r-1"}, {"Id": "222222222222", "ParentId": "ou-2"},
         {"Id": "333333333333", "ParentId": "r-1"}, {"Id": "444444444444", "ParentId": "ou-lost"}],
       "OrganizationalUnits": [{"Id": "ou-1", "ParentId": "r-1"}, {"Id": "ou-2", "ParentId": "ou-1"}],
       "Roots": [{"Id": "r-1"}]}
      """,
    ])
    #expect(read.errors == [])
    func shared(_ arn: String) throws -> [String]? { try #require(store(read, arn)).sharedWith.map { read($0) } }
    #expect(try shared("arn:aws:ec2:us-east-1::snapshot/snap-1") == ["222222222222"])
    #expect(try shared("arn:aws:ec2:us-east-1::snapshot/snap-2") == [])
    #expect(store(read, "arn:aws:ec2:us-east-1::snapshot/snap-2")?.isPublic == true)
    #expect(try shared("arn:aws:ec2:us-east-1::snapshot/snap-3") == nil)
    #expect(
      try shared("arn:aws:ec2:us-east-1::image/ami-1")
        == ["arn:aws:organizations::111111111111:ou/o-1/ou-1", "222222222222", "444444444444"]
    )
    #expect(try shared("arn:aws:rds:us-east-1:111111111111:snapshot:s") == ["222222222222"])
    #expect(try shared("arn:aws:rds:us-east-1:111111111111:cluster-snapshot:c") == [])
    #expect(store(read, "arn:aws:rds:us-east-1:111111111111:cluster-snapshot:c")?.isPublic == true)
  }

  @Test("one list has the tags of everything, by ARN")
  func tags() throws {
    let read = try SnapshotReading(
      """
      {"ResourceTagMappingList": [{"ResourceARN": "arn:aws:sqs:us-east-1:111111111111:jobs",
         "Tags": [{"Key": "Data", "Value": "customer"}]}],
       "QueueAttributes": [{"Attributes": {"QueueArn": "arn:aws:sqs:us-east-1:111111111111:jobs"}}]}
      """
    )
    #expect(read.diagnostics == [])
    #expect(try read(#require(store(read, "arn:aws:sqs:us-east-1:111111111111:jobs")).tags) == ["Data=customer"])
  }

  @Test("values of secrets and parameters are dropped, wherever they are")
  func values() throws {
    let read = try SnapshotReading(
      """
      {"SecretList": [{"ARN": "arn:aws:secretsmanager:us-east-1:111111111111:secret:db-a1b2c3", "Name": "db",
         "SecretString": "hunter2-string", "SecretBinary": "hunter2-binary"}, {"Name": "x", "SecretString": "hunter2-broken"}],
       "SecretString": "hunter2-top", "SecretBinary": "hunter2-top", "SecretVersions": [{"SecretString": "hunter2-list"}],
       "SecretPolicies": [{"ARN": "arn:aws:secretsmanager:us-east-1:111111111111:secret:db-a1b2c3",
         "SecretString": "hunter2-policy"}],
       "Parameters": [{"Name": "p", "Type": "SecureString", "Value": "hunter2-value"},
         {"Name": "q", "Type": "String", "Value": "hunter2-first"}, {"Name": "q", "Type": "SecureString", "Value": "hunter2-second"}]}
      """
    )
    let symbols = (0..<read.estate.symbols.count).map { read.estate.symbols[Symbol(UInt32($0))] }
    #expect(symbols.filter { $0.contains("hunter2") } == [])
    #expect(read.diagnostics.filter { $0.contains("hunter2") } == [])
    #expect(read.errors.count == 2)
    #expect(store(read, "arn:aws:secretsmanager:us-east-1:111111111111:secret:db-a1b2c3") != nil)
  }

  @Test(
    "a record without the field that names it is an error with its place",
    arguments: [
      ("Buckets", "Name"), ("BucketPolicies", "Bucket"), ("BucketPublicAccessBlocks", "Bucket"),
      ("BucketEncryptions", "Bucket"), ("BucketTags", "Bucket"), ("AccountPublicAccessBlocks", "AccountId"),
      ("ResourceTagMappingList", "ResourceARN"), ("Keys", "KeyId"), ("KeyMetadata", "KeyId"), ("KeyPolicies", "KeyId"),
      ("KeyGrants", "KeyId"), ("KeyTags", "KeyId"), ("Aliases", "AliasName"), ("SecretList", "ARN"),
      ("SecretPolicies", "ARN"), ("Parameters", "Name"), ("QueueAttributes", "QueueUrl"),
      ("TopicAttributes", "TopicArn"), ("EventBuses", "Arn"), ("repositories", "repositoryArn"),
      ("repositoryPolicies", "repositoryName"), ("FunctionPolicies", "FunctionName"), ("Tables", "TableArn"),
      ("TablePolicies", "ResourceArn"), ("FileSystems", "FileSystemId"), ("FileSystemPolicies", "FileSystemId"),
      ("BackupVaultList", "BackupVaultArn"), ("BackupVaultPolicies", "BackupVaultName"), ("DomainStatusList", "ARN"),
      ("Snapshots", "SnapshotId"), ("SnapshotAttributes", "SnapshotId"), ("Images", "ImageId"),
      ("ImageAttributes", "ImageId"), ("DBSnapshots", "DBSnapshotArn"),
      ("DBSnapshotAttributes", "DBSnapshotIdentifier"),
      ("DBClusterSnapshots", "DBClusterSnapshotArn"), ("DBClusterSnapshotAttributes", "DBClusterSnapshotIdentifier"),
    ]
  )
  func missingFields(list: String, field: String) throws {
    let read = try SnapshotReading(#"{"\#(list)": [{}]}"#)
    let column = list.utf8.count + 7
    #expect(read.errors == ["ec2.json:1:\(column) #/\(list)/0: error: no \(field), expected one in every record"])
    #expect(read.estate.dataStores.count == 0)
    #expect(read.status(list) == .error)
  }

  @Test("a name without an ARN, an account and a Region is an error")
  func nowhere() throws {
    let read = try SnapshotReading(["a.json": #"{"Parameters": [{"Name": "p"}], "Vpcs": []}"#])
    #expect(read.errors.count == 1)
    #expect(read.errors.first?.contains("a.json:1:17 #/Parameters/0 (p): error: the name of something") == true)
  }

  @Test("lists of other services with the same names are passed over")
  func namesakes() throws {
    let read = try SnapshotReading(
      """
      {"FileSystems": [{"FileSystemId": "fs-1", "FileSystemType": "LUSTRE"}],
       "Snapshots": [{"SnapshotIdentifier": "redshift"}, {"SnapshotName": "cache"}]}
      """
    )
    #expect(read.diagnostics == [])
    #expect(read.estate.dataStores.count == 0)
  }
}
