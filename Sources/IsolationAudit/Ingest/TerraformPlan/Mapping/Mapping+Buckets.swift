// Buckets, their policies, Block Public Access and encryption.
extension ResourceReader {
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
}
