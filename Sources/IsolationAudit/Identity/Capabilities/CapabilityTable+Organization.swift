extension CapabilityRow {
  /// Services that act in every account of the organization.
  static let organizationWide: [CapabilityRow] = [
    CapabilityRow(
      "sso-CreateAccountAssignment",
      "assigns a permission set to itself",
      ["x:identity-center"],
      [Requirement("sso:CreateAccountAssignment", on: .some("arn:aws:sso:::*"))],
      .organization(service: "sso.amazonaws.com", .permissionSetRoles),
      .changes,
      preconditions: ["the caller's account administers IAM Identity Center"],
      source: "IAM Identity Center User Guide, Delegated administration; API Reference, CreateAccountAssignment"
    ),
    CapabilityRow(
      "sso-PutInlinePolicyToPermissionSet",
      "gives a permission set every permission",
      ["x:identity-center"],
      [
        Requirement(
          "sso:PutInlinePolicyToPermissionSet",
          "sso:AttachManagedPolicyToPermissionSet",
          on: .some("arn:aws:sso:::*")
        ), Requirement("sso:ProvisionPermissionSet", on: .some("arn:aws:sso:::*")),
        Requirement("sso:CreateAccountAssignment", on: .some("arn:aws:sso:::*")),
      ],
      .organization(service: "sso.amazonaws.com", .accounts),
      .changes,
      preconditions: ["the caller's account administers IAM Identity Center"],
      source: "IAM Identity Center API Reference, PutInlinePolicyToPermissionSet, ProvisionPermissionSet"
    ),
    CapabilityRow(
      "identitystore-CreateGroupMembership",
      "joins a group that has a permission set",
      ["x:identity-center"],
      [Requirement("identitystore:CreateGroupMembership", on: .some("arn:aws:identitystore:*"))],
      .organization(service: "sso.amazonaws.com", .rolesOfGroups),
      .changes,
      preconditions: ["the caller's account administers IAM Identity Center"],
      unless: "the identity store is not synchronised from outside, and the caller can sign in as a user of it",
      source: "Identity Store API Reference, CreateGroupMembership"
    ),
    CapabilityRow(
      "cloudformation-service-managed-StackSet",
      "has CloudFormation make what a template says in the accounts of the organization",
      ["x:stackset-service-managed"],
      ["cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"].map {
        Requirement($0, on: .some("arn:aws:cloudformation:{region}:{account}:stackset/*"))
      },
      .organization(service: "member.org.stacksets.cloudformation.amazonaws.com", .accounts),
      .changes,
      preconditions: ["the caller's account is the management account or administers stack sets for it"],
      unless: "trusted access with AWS Organizations is activated for CloudFormation StackSets",
      source: "CloudFormation User Guide, Activate trusted access for StackSets with AWS Organizations"
    ),
  ]

  /// Opening data stores to others, and reading credentials.
  static let dataSharing: [CapabilityRow] = [
    store(
      "secretsmanager-GetSecretValue",
      "reads the secret",
      "x:secretsmanager",
      ["secretsmanager:GetSecretValue"],
      .secret,
      .uses,
      source: "Secrets Manager User Guide, Authentication and access control"
    ),
    store(
      "ec2-ModifySnapshotAttribute",
      "shares the snapshot with another account",
      "x:snapshot-share",
      ["ec2:ModifySnapshotAttribute"],
      .volumeSnapshot,
      source: "EBS User Guide, Share an Amazon EBS snapshot"
    ),
    store(
      "rds-ModifyDBSnapshotAttribute",
      "shares the database snapshot with another account",
      "x:rds-snapshot-share",
      ["rds:ModifyDBSnapshotAttribute", "rds:ModifyDBClusterSnapshotAttribute"],
      .databaseSnapshot,
      source: "RDS User Guide, Sharing a DB snapshot"
    ),
    store(
      "ec2-ModifyImageAttribute",
      "shares the machine image with another account",
      "x:ami-share",
      ["ec2:ModifyImageAttribute"],
      .image,
      source: "EC2 User Guide, Share an AMI with specific AWS accounts"
    ),
    store(
      "kms-CreateGrant",
      "gives others the use of the key",
      "x:kms-grant",
      ["kms:CreateGrant"],
      .key,
      source: "KMS Developer Guide, Grants in AWS KMS"
    ),
    store(
      "kms-PutKeyPolicy",
      "rewrites the key's policy",
      "x:kms-put-key-policy",
      ["kms:PutKeyPolicy"],
      .key,
      source: "KMS Developer Guide, Change a key policy"
    ),
    policy("s3-PutBucketPolicy", ["s3:PutBucketPolicy"], .bucket, "S3 API Reference, PutBucketPolicy"),
    policy("sqs-SetQueueAttributes", ["sqs:SetQueueAttributes"], .queue, "SQS API Reference, SetQueueAttributes"),
    policy("sns-SetTopicAttributes", ["sns:SetTopicAttributes"], .topic, "SNS API Reference, SetTopicAttributes"),
    policy(
      "secretsmanager-PutResourcePolicy",
      ["secretsmanager:PutResourcePolicy"],
      .secret,
      "Secrets Manager API Reference, PutResourcePolicy"
    ),
    policy(
      "ecr-SetRepositoryPolicy",
      ["ecr:SetRepositoryPolicy"],
      .repository,
      "ECR API Reference, SetRepositoryPolicy"
    ),
    policy("events-PutPermission", ["events:PutPermission"], .eventBus, "EventBridge API Reference, PutPermission"),
    policy(
      "dynamodb-PutResourcePolicy",
      ["dynamodb:PutResourcePolicy"],
      .table,
      "DynamoDB API Reference, PutResourcePolicy"
    ),
    policy(
      "backup-PutBackupVaultAccessPolicy",
      ["backup:PutBackupVaultAccessPolicy"],
      .backupVault,
      "AWS Backup API Reference, PutBackupVaultAccessPolicy"
    ),
  ]

  private static func store(
    _ id: String,
    _ title: String,
    _ entry: String,
    _ actions: [String],
    _ kind: DataStore.Kind,
    _ effect: Effect = .changes,
    source: String
  ) -> CapabilityRow {
    CapabilityRow(
      id,
      title,
      [entry],
      [Requirement(anyOf: actions)],
      .members(.stores(kind)),
      effect,
      source: source
    )
  }

  private static func policy(
    _ id: String,
    _ actions: [String],
    _ kind: DataStore.Kind,
    _ source: String
  ) -> CapabilityRow {
    store(id, "opens the \(kind.name) to anybody by its policy", "x:put-resource-policy", actions, kind, source: source)
  }
}
