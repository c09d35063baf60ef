/// Something that holds data, secrets or keys, or passes messages on, and that a request to AWS can read or write.
///
/// Its resource policy is in ``Estate/resourcePolicies``, under its ARN.
package struct DataStore: Sendable {
  /// What it is.
  package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    /// An S3 bucket.
    case bucket
    /// A KMS key.
    case key
    /// A secret of Secrets Manager.
    case secret
    /// A parameter of Systems Manager Parameter Store.
    case parameter
    /// An SQS queue.
    case queue
    /// An SNS topic.
    case topic
    /// An ECR repository.
    case repository
    /// A DynamoDB table.
    case table
    /// An EFS file system.
    case fileSystem
    /// A vault of AWS Backup.
    case backupVault
    /// An OpenSearch domain.
    case searchDomain
    /// An event bus of EventBridge.
    case eventBus
    /// An EBS snapshot.
    case volumeSnapshot
    /// A snapshot of an RDS instance or cluster.
    case databaseSnapshot
    /// An Amazon Machine Image.
    case image
    /// An RDS instance or cluster, seen as data: its `rds:*` and `rds-db:connect` actions.
    case database
  }

  /// The settings of S3 Block Public Access that matter, of the bucket and its account together.
  package struct PublicAccessBlock: Hashable, Sendable {
    /// `IgnorePublicAcls`.
    package var ignoresPublicACLs: Bool
    /// `RestrictPublicBuckets`.
    package var restrictsPublicBuckets: Bool

    package init(ignoresPublicACLs: Bool, restrictsPublicBuckets: Bool) {
      (self.ignoresPublicACLs, self.restrictsPublicBuckets) = (ignoresPublicACLs, restrictsPublicBuckets)
    }
  }

  /// The ARN; made from account, Region and name where AWS's answer holds none.
  package var arn: Symbol
  /// The name; a parameter's begins with `/` where it has a hierarchy.
  package var name: Symbol
  /// What it is.
  package var kind: Kind
  /// The owning account.
  package var owner: Symbol
  /// The Region; empty when it is not known.
  package var region: Symbol
  /// The ARN or id of the customer managed KMS key that encrypts it; empty where an AWS managed key or none does.
  package var key: Symbol = .empty
  /// Whether it is encrypted at all; `nil` when nothing is said.
  package var isEncrypted: Bool?
  /// A bucket's Block Public Access; `nil` when it is not in the snapshot.
  package var publicAccessBlock: PublicAccessBlock?
  /// A key's grants; `nil` when they are not in the snapshot.
  package var grants: [KeyGrant]?
  /// The accounts that a snapshot or an image is shared with; `nil` when that is not in the snapshot.
  package var sharedWith: [Symbol]?
  /// Whether a snapshot or an image is shared with everybody.
  package var isPublic = false
  /// The id of what a snapshot or an image was made of: a volume, a database, an instance; empty when nothing is said.
  package var madeOf: Symbol = .empty
  /// Whether tags of a repository can be overwritten (`imageTagMutability` is not `IMMUTABLE`); `nil` for others.
  package var hasMutableTags: Bool?
  /// Whether AWS manages a key (`KeyManager` is `AWS`): its policy lets the whole account use it through services.
  package var isManagedByAWS = false
  /// Further names: the aliases of a key, without `alias/`.
  package var aliases: [Symbol] = []
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  package init(
    arn: Symbol,
    name: Symbol,
    kind: Kind,
    owner: Symbol,
    region: Symbol,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.arn, self.name, self.kind, self.owner, self.region) = (arn, name, kind, owner, region)
    (self.tags, self.provenance) = (tags, provenance)
  }
}

/// A grant of a KMS key: it allows operations beside the key's policy (AWS KMS, "Grants in AWS KMS").
package struct KeyGrant: Sendable {
  /// The id.
  package var id: Symbol
  /// The ARN of the principal, or the name of the service, that may use the key.
  package var grantee: Symbol
  /// The operations, without `kms:`: `Decrypt`, `GenerateDataKey`, `CreateGrant`.
  package var operations: [Symbol]
  /// Whether it holds under an encryption context only (`Constraints`).
  package var isConstrained: Bool
  /// Where it is declared.
  package var provenance: Provenance

  package init(id: Symbol, grantee: Symbol, operations: [Symbol], isConstrained: Bool, provenance: Provenance) {
    (self.id, self.grantee, self.operations) = (id, grantee, operations)
    (self.isConstrained, self.provenance) = (isConstrained, provenance)
  }
}

/// What the inputs tell about the policy of a resource.
///
/// A resource of which nothing is told has no entry in ``Estate/resourcePolicies``: its policy is unknown.
package enum ResourcePolicy: Sendable {
  /// It has none.
  case none
  /// It has this one; a document that cannot be read is absent from the policy.
  case policy(IAMPolicy)
}

extension DataStore.Kind {
  /// What it is, in AWS's words.
  package var name: String {
    switch self {
    case .bucket: "bucket"
    case .key: "KMS key"
    case .secret: "secret"
    case .parameter: "parameter"
    case .queue: "queue"
    case .topic: "topic"
    case .repository: "repository"
    case .table: "table"
    case .fileSystem: "file system"
    case .backupVault: "backup vault"
    case .searchDomain: "OpenSearch domain"
    case .eventBus: "event bus"
    case .volumeSnapshot: "snapshot"
    case .databaseSnapshot: "database snapshot"
    case .image: "machine image"
    case .database: "database"
    }
  }
}
