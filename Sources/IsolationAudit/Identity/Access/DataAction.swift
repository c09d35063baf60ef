/// What is done to data.
package enum DataMode: Int, Hashable, Sendable, Comparable, CaseIterable {
  case read, write

  package static func < (lhs: DataMode, rhs: DataMode) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// An action that reads or writes what a data store holds, and what it is asked on.
package struct DataAction: Hashable, Sendable {
  /// What the request names.
  package enum Resource: Hashable, Sendable {
    /// The store's own ARN.
    case itself
    /// Every ARN that begins with the store's, such as the objects of a bucket.
    case below(String)
    /// The snapshot or image by its id, whose ARN has no account.
    case unowned(String)
    /// The rules of an event bus.
    case rules
    /// The database users of a database.
    case databaseUsers
    /// Whatever resources there are in AWS: recovery points have ARNs of many services.
    case anything
  }

  package let mode: DataMode
  package let action: String
  package let on: Resource
  /// What the caller must be allowed on the customer managed key that encrypts the store.
  package let keyAction: String?
  /// What else must hold, as a sentence.
  package let unless: String?

  init(
    _ mode: DataMode,
    _ action: String,
    on: Resource = .itself,
    key keyAction: String? = nil,
    if unless: String? = nil
  ) {
    (self.mode, self.action, self.on) = (mode, action, on)
    (self.keyAction, self.unless) = (keyAction, unless)
  }

  /// All actions that read or write data of some kind.
  package static let allActions: [String] = {
    let rows = DataStore.Kind.allCases.flatMap(\.dataActions)
    return Set(rows.flatMap { [$0.action] + ($0.keyAction.map { [$0] } ?? []) }).sorted()
  }()
}

extension DataStore.Kind {
  /// The actions that read or write what such a store holds (Service Authorization Reference, the page of each service).
  ///
  /// Actions that only change who may (a bucket's policy, a snapshot's sharing) are steps of their own. A key is asked
  /// for where AWS asks the caller for it; ECR, EFS, OpenSearch and EventBridge use the key by themselves. Writing to a
  /// bucket, a secret or a parameter lets the caller choose another key, so it asks for none.
  package var dataActions: [DataAction] {
    switch self {
    case .bucket:
      ["GetObject", "GetObjectVersion"].map { DataAction(.read, "s3:" + $0, on: .below("/"), key: "kms:Decrypt") }
        + ["PutObject", "DeleteObject"].map { DataAction(.write, "s3:" + $0, on: .below("/")) }
    case .key: [DataAction(.read, "kms:Decrypt"), DataAction(.write, "kms:Encrypt")]
    case .secret:
      [DataAction(.read, "secretsmanager:GetSecretValue", key: "kms:Decrypt")]
        + ["PutSecretValue", "UpdateSecret"].map { DataAction(.write, "secretsmanager:" + $0) }
    case .parameter:
      ["GetParameter", "GetParameters", "GetParametersByPath", "GetParameterHistory"].map {
        DataAction(.read, "ssm:" + $0, key: "kms:Decrypt")
      } + [DataAction(.write, "ssm:PutParameter")]
    case .queue:
      [
        DataAction(.read, "sqs:ReceiveMessage", key: "kms:Decrypt"),
        DataAction(.write, "sqs:SendMessage", key: "kms:GenerateDataKey"),
      ]
    case .topic:
      [DataAction(.read, "sns:Subscribe"), DataAction(.write, "sns:Publish", key: "kms:GenerateDataKey")]
    case .repository: [DataAction(.read, "ecr:BatchGetImage"), DataAction(.write, "ecr:PutImage")]
    case .table:
      ["GetItem", "BatchGetItem", "Query", "Scan", "PartiQLSelect", "ExportTableToPointInTime"].map {
        DataAction(.read, "dynamodb:" + $0, key: "kms:Decrypt")
      } + [DataAction(.read, "dynamodb:GetRecords", on: .below("/stream/"), key: "kms:Decrypt")]
        + ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete"]
        .map { DataAction(.write, "dynamodb:" + $0, key: "kms:Decrypt") }
    case .fileSystem:
      [
        DataAction(.read, "elasticfilesystem:ClientMount", if: Self.reachesMountTarget),
        DataAction(.write, "elasticfilesystem:ClientWrite", if: Self.reachesMountTarget),
      ]
    case .backupVault:
      [
        DataAction(.read, "backup:StartRestoreJob", on: .anything),
        DataAction(.read, "backup:StartCopyJob", on: .anything),
        DataAction(.write, "backup:CopyIntoBackupVault"),
      ]
    case .searchDomain:
      ["ESHttpGet", "ESHttpPost"].map { DataAction(.read, "es:" + $0, on: .below("/")) }
        + ["ESHttpPut", "ESHttpPost", "ESHttpPatch", "ESHttpDelete"].map {
          DataAction(.write, "es:" + $0, on: .below("/"))
        }
    case .eventBus: [DataAction(.read, "events:PutRule", on: .rules), DataAction(.write, "events:PutEvents")]
    case .volumeSnapshot:
      ["ec2:CreateVolume", "ec2:CopySnapshot", "ebs:GetSnapshotBlock"].map {
        DataAction(.read, $0, on: .unowned("snapshot"), key: "kms:Decrypt")
      }
    case .image: [DataAction(.read, "ec2:RunInstances", on: .unowned("image"))]
    case .databaseSnapshot:
      ["RestoreDBInstanceFromDBSnapshot", "RestoreDBClusterFromSnapshot", "CopyDBSnapshot", "CopyDBClusterSnapshot"].map
      { DataAction(.read, "rds:" + $0, key: "kms:Decrypt") } + [DataAction(.read, "rds:StartExportTask")]
    case .database:
      [
        DataAction(.read, "rds-data:ExecuteStatement"),
        DataAction(.write, "rds-data:ExecuteStatement"),
        DataAction(.read, "rds-db:connect", on: .databaseUsers, if: Self.reachesDatabase),
        DataAction(.write, "rds-db:connect", on: .databaseUsers, if: Self.reachesDatabase),
      ]
    }
  }

  private static let reachesMountTarget = "the caller reaches a mount target of the file system over the network"
  private static let reachesDatabase = "the caller reaches the database over the network"

  /// The service through which the key of such a store is used, as `kms:ViaService` names it.
  var keyService: String? {
    switch self {
    case .bucket: "s3"
    case .secret: "secretsmanager"
    case .parameter: "ssm"
    case .queue: "sqs"
    case .topic: "sns"
    case .table: "dynamodb"
    case .volumeSnapshot, .image: "ec2"
    case .databaseSnapshot, .database: "rds"
    case .key, .repository, .fileSystem, .backupVault, .searchDomain, .eventBus: nil
    }
  }
}
