import IsolationAudit
import Testing

@Suite("Snapshot: resource policies")
struct SnapshotResourcePolicyTests {
  /// A list with a policy in it: what stands before and after the policy, the key of the policy, and whose it is.
  struct Row: Sendable, CustomTestStringConvertible {
    var list: String
    var before: String
    var key: String
    var after: String
    var arn: String
    var testDescription: String { list }
  }

  static let rows = [
    Row(list: "BucketPolicies", before: #""Bucket": "data""#, key: "Policy", after: "", arn: "arn:aws:s3:::data"),
    Row(
      list: "SecretPolicies",
      before: #""ARN": "arn:aws:secretsmanager:us-east-1:111111111111:secret:a-123456""#,
      key: "ResourcePolicy",
      after: "",
      arn: "arn:aws:secretsmanager:us-east-1:111111111111:secret:a-123456"
    ),
    Row(
      list: "QueueAttributes",
      before: #""Attributes": {"QueueArn": "arn:aws:sqs:us-east-1:111111111111:q""#,
      key: "Policy",
      after: "}",
      arn: "arn:aws:sqs:us-east-1:111111111111:q"
    ),
    Row(
      list: "TopicAttributes",
      before: #""TopicArn": "arn:aws:sns:us-east-1:111111111111:t", "Attributes": {"Owner": "111111111111""#,
      key: "Policy",
      after: "}",
      arn: "arn:aws:sns:us-east-1:111111111111:t"
    ),
    Row(
      list: "EventBuses",
      before: #""Name": "b", "Arn": "arn:aws:events:us-east-1:111111111111:event-bus/b""#,
      key: "Policy",
      after: "",
      arn: "arn:aws:events:us-east-1:111111111111:event-bus/b"
    ),
    Row(
      list: "repositoryPolicies",
      before: #""registryId": "222222222222", "repositoryName": "app""#,
      key: "policyText",
      after: "",
      arn: "arn:aws:ecr:us-east-1:222222222222:repository/app"
    ),
    Row(
      list: "FunctionPolicies",
      before: #""FunctionName": "f""#,
      key: "Policy",
      after: "",
      arn: "arn:aws:lambda:us-east-1:111111111111:function:f"
    ),
    Row(
      list: "TablePolicies",
      before: #""ResourceArn": "arn:aws:dynamodb:us-east-1:111111111111:table/t""#,
      key: "Policy",
      after: "",
      arn: "arn:aws:dynamodb:us-east-1:111111111111:table/t"
    ),
    Row(
      list: "FileSystemPolicies",
      before: #""FileSystemId": "fs-1""#,
      key: "Policy",
      after: "",
      arn: "arn:aws:elasticfilesystem:us-east-1:111111111111:file-system/fs-1"
    ),
    Row(
      list: "BackupVaultPolicies",
      before: #""BackupVaultName": "v""#,
      key: "Policy",
      after: "",
      arn: "arn:aws:backup:us-east-1:111111111111:backup-vault:v"
    ),
    Row(
      list: "DomainStatusList",
      before: #""ARN": "arn:aws:es:us-east-1:111111111111:domain/d""#,
      key: "AccessPolicies",
      after: "",
      arn: "arn:aws:es:us-east-1:111111111111:domain/d"
    ),
  ]

  private func policy(_ read: SnapshotReading, _ arn: String) -> ResourcePolicy? {
    read.estate.symbols.find(arn).flatMap { read.estate.resourcePolicies[$0] }
  }

  /// What is known of a policy, in words.
  private func state(_ read: SnapshotReading, _ arn: String) -> String {
    switch policy(read, arn) {
    case .some(.policy(let policy)): policy.document?["Id"]?.string ?? "unreadable"
    case .some(.none): "none"
    case nil: "unknown"
    }
  }

  @Test(
    "a policy is read as an object, as JSON in a string, and percent-encoded",
    arguments: rows,
    [#"{"Id": "x"}"#, #""{\"Id\": \"x\"}""#, #""%7B%22Id%22%3A%22x%22%7D""#]
  )
  func documents(row: Row, text: String) throws {
    let read = try SnapshotReading(#"{"\#(row.list)": [{\#(row.before), "\#(row.key)": \#(text)\#(row.after)}]}"#)
    #expect(read.diagnostics == [])
    #expect(state(read, row.arn) == "x")
    guard case .policy(let policy) = try #require(policy(read, row.arn)) else { return }
    let place = read.snapshot.files.locate(policy.provenance)
    #expect(place.pointer == "/\(row.list)/0\(row.after.isEmpty ? "" : "/Attributes")/\(row.key)")
  }

  @Test("a record without a policy says that there is none", arguments: rows, ["", #""""#, "null"])
  func noPolicy(row: Row, text: String) throws {
    let member = text.isEmpty ? "" : #", "\#(row.key)": \#(text)"#
    let read = try SnapshotReading(#"{"\#(row.list)": [{\#(row.before)\#(member)\#(row.after)}]}"#)
    #expect(read.diagnostics == [])
    #expect(state(read, row.arn) == "none")
  }

  @Test("a policy that cannot be read is an error with its place, and is not none", arguments: rows)
  func badText(row: Row) throws {
    let read = try SnapshotReading(
      #"{"\#(row.list)": [{\#(row.before), "\#(row.key)": "{\"Statement\": [}"\#(row.after)}]}"#
    )
    #expect(read.errors.count == 1)
    let pointer = "#/\(row.list)/0\(row.after.isEmpty ? "" : "/Attributes")/\(row.key)"
    #expect(read.errors.first?.contains(pointer) == true)
    #expect(read.errors.first?.contains("policy document, line 1, column 16") == true)
    #expect(state(read, row.arn) == "unreadable")
    #expect(read.status(row.list) == .error)
  }

  @Test("an error in place of an answer leaves the policy unknown", arguments: ["BucketPolicies", "KeyPolicies"])
  func errorRow(list: String) throws {
    let name = list == "BucketPolicies" ? #""Bucket": "data""# : #""KeyId": "k""#
    let read = try SnapshotReading(#"{"\#(list)": [{\#(name), "Error": "AccessDenied"}]}"#)
    #expect(read.estate.resourcePolicies.isEmpty)
    #expect(read.status(list) == .error)
  }

  @Test("every key has a policy: a record without one is an error")
  func keyWithoutPolicy() throws {
    let read = try SnapshotReading(
      """
      {"KeyPolicies": [{"KeyId": "k"}, {"KeyId": "l", "Policy": "{\\"Id\\": \\"x\\"}"}]}
      """
    )
    #expect(read.errors.count == 1)
    #expect(read.errors.first?.contains("#/KeyPolicies/0 (k): error: no Policy, expected one") == true)
    #expect(state(read, "arn:aws:kms:us-east-1:111111111111:key/k") == "unknown")
    #expect(state(read, "arn:aws:kms:us-east-1:111111111111:key/l") == "x")
  }

  @Test("two policies of one resource are an error")
  func conflict() throws {
    let read = try SnapshotReading(
      #"{"BucketPolicies": [{"Bucket": "data", "Policy": {"Id": "x"}}, {"Bucket": "data", "Policy": {"Id": "y"}}]}"#
    )
    #expect(read.errors.count == 1)
    #expect(read.status("BucketPolicies") == .error)
  }

  @Test(
    "a bucket without a record has no policy only if the call for every bucket is known to have ended well",
    arguments: [
      (nil, "unknown"), ("ok", "none"), ("empty", "none"), ("denied", "unknown"), ("error", "unknown"),
      ("truncated", "unknown"), ("skipped", "unknown"),
    ]
  )
  func collection(status: String?, expected: String) throws {
    var files = [
      "accounts/111111111111/global/s3.json": #"{"Buckets": [{"Name": "data"}, {"Name": "other"}]}"#,
      "accounts/111111111111/us-east-1/kms.json": #"{"Keys": [{"KeyId": "k"}]}"#,
    ]
    if let status {
      if status != "empty" {
        files["accounts/111111111111/global/p.json"] =
          #"{"BucketPolicies": [{"Bucket": "other", "Policy": {"Id": "x"}}]}"#
      }
      files["collection.json"] = """
        {"calls": [
          {"account": "111111111111", "region": "global", "service": "s3api", "operation": "get-bucket-policy", "status": "\(status)"},
          {"account": "111111111111", "region": "us-east-1", "service": "kms", "operation": "get-key-policy", "status": "empty"}]}
        """
    }
    let read = try SnapshotReading(files)
    #expect(state(read, "arn:aws:s3:::data") == expected)
    if status == "denied" {
      #expect(read.status("BucketPolicies", region: "global") == .denied)
      #expect(state(read, "arn:aws:s3:::other") == "x")
    }
    #expect(state(read, "arn:aws:kms:us-east-1:111111111111:key/k") == "unknown")
  }

  @Test("a policy list that another account's record tells of says nothing about this account")
  func otherAccount() throws {
    let read = try SnapshotReading([
      "accounts/111111111111/global/s3.json": #"{"Buckets": [{"Name": "data"}]}"#,
      "collection.json": """
      {"calls": [{"account": "222222222222", "region": "global", "service": "s3api", "operation": "get-bucket-policy", "status": "ok"}]}
      """,
    ])
    #expect(state(read, "arn:aws:s3:::data") == "unknown")
  }

  @Test("snapshots, images, databases and standard parameters have no policy; of an advanced parameter it is unknown")
  func withoutPolicies() throws {
    let read = try SnapshotReading(
      """
      {"Snapshots": [{"SnapshotId": "snap-1"}],
       "DBInstances": [{"DBInstanceArn": "arn:aws:rds:us-east-1:111111111111:db:a"}],
       "Parameters": [{"Name": "standard", "Tier": "Standard"}, {"Name": "advanced", "Tier": "Advanced"},
         {"Name": "untold"}]}
      """
    )
    #expect(state(read, "arn:aws:ec2:us-east-1::snapshot/snap-1") == "none")
    #expect(state(read, "arn:aws:rds:us-east-1:111111111111:db:a") == "none")
    #expect(state(read, "arn:aws:ssm:us-east-1:111111111111:parameter/standard") == "none")
    #expect(state(read, "arn:aws:ssm:us-east-1:111111111111:parameter/advanced") == "unknown")
    #expect(state(read, "arn:aws:ssm:us-east-1:111111111111:parameter/untold") == "unknown")
  }

  @Test("a function without a record has no policy if the call is known to have ended well", arguments: [true, false])
  func functions(isRecorded: Bool) throws {
    var files = [
      "accounts/111111111111/us-east-1/a.json":
        #"{"Functions": [{"FunctionArn": "arn:aws:lambda:us-east-1:111111111111:function:f", "FunctionName": "f"}]}"#
    ]
    if isRecorded {
      files["collection.json"] = """
        {"calls": [{"account": "111111111111", "region": "us-east-1", "service": "lambda", "operation": "get-policy", "status": "empty"}]}
        """
    }
    let read = try SnapshotReading(files)
    #expect(state(read, "arn:aws:lambda:us-east-1:111111111111:function:f") == (isRecorded ? "none" : "unknown"))
  }
}
