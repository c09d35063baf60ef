import IsolationAudit
import Testing

@Suite("Terraform: identities and data as an estate")
struct TerraformIdentityMappingTests {
  private static let trust =
    #"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"#
  private static let allow =
    #"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}"#
  private static let role: PlannedEstate.Resource = (
    "aws_iam_role.r", #"{"name": "app", "path": "/team/", "assume_role_policy": "\#(trust)"}"#
  )

  private func role(_ estate: Estate) throws -> IAMPrincipal {
    try #require(estate.principals.records.first { $0.kind == .role })
  }

  @Test("a planned role has the ARN that it will have")
  func arn() throws {
    let estate = try PlannedEstate.after([Self.role])
    let role = try role(estate)
    #expect(estate.symbols[role.arn] == "arn:aws:iam::111111111111:role/team/app")
    #expect(role.trustPolicy?.document?["Version"]?.string == "2012-10-17")
  }

  /// One policy of a role in each form that the provider has: inline policies, then attached ones.
  private static let policies: [(String, PlannedEstate.Resource, inline: [String], attached: [String])] = [
    (
      "aws_iam_role_policy",
      ("aws_iam_role_policy.p", #"{"role": "@aws_iam_role.r.name", "name": "x", "policy": "\#(allow)"}"#),
      ["x"], []
    ),
    (
      "aws_iam_role_policy_attachment",
      (
        "aws_iam_role_policy_attachment.a",
        #"{"role": "app", "policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}"#
      ), [], ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
    ),
    (
      "aws_iam_policy_attachment",
      (
        "aws_iam_policy_attachment.a",
        #"{"name": "x", "roles": ["app"], "policy_arn": "arn:aws:iam::111111111111:policy/x"}"#
      ), [], ["arn:aws:iam::111111111111:policy/x"]
    ),
  ]

  @Test("policies come to their role in every form", arguments: policies)
  func attachments(form: String, resource: PlannedEstate.Resource, inline: [String], attached: [String]) throws {
    let estate = try PlannedEstate.after([Self.role, resource])
    let role = try role(estate)
    #expect(estate.texts(role.inlinePolicies.map(\.name)) == inline)
    #expect(estate.texts(role.attachedPolicies) == attached)
  }

  @Test("the exclusive forms take away what they do not name")
  func exclusive() throws {
    let estate = try PlannedEstate.after([
      Self.role,
      ("aws_iam_role_policy.a", #"{"role": "app", "name": "a", "policy": "\#(Self.allow)"}"#),
      ("aws_iam_role_policy.b", #"{"role": "app", "name": "b", "policy": "\#(Self.allow)"}"#),
      ("aws_iam_role_policies_exclusive.e", #"{"role_name": "app", "policy_names": ["a"]}"#),
    ])
    let role = try role(estate)
    #expect(estate.texts(role.inlinePolicies.map(\.name)) == ["a"])
  }

  @Test("a policy that is not known is an open question about identities")
  func unknownPolicy() throws {
    let estate = try PlannedEstate.after([
      ("aws_iam_role.r", #"{"name": "app", "assume_role_policy": "@local.trust"}"#)
    ])
    #expect(estate.unsettled.map(\.concern) == [.identity])
    #expect(estate.unsettled.first?.words.contains("aws_iam_role.r.assume_role_policy") == true)
  }

  /// Data stores with their policies: which there are, and whether their policies are known.
  private static let stores: [(String, [PlannedEstate.Resource], String)] = [
    ("a bucket", [("aws_s3_bucket.b", #"{"bucket": "data"}"#)], "arn:aws:s3:::data"),
    (
      "a secret", [("aws_secretsmanager_secret.s", #"{"name": "db"}"#)],
      "arn:aws:secretsmanager:eu-west-1:111111111111:secret:db"
    ),
    (
      "a parameter", [("aws_ssm_parameter.p", #"{"name": "/a/b", "type": "String"}"#)],
      "arn:aws:ssm:eu-west-1:111111111111:parameter/a/b"
    ),
    ("a table", [("aws_dynamodb_table.t", #"{"name": "t"}"#)], "arn:aws:dynamodb:eu-west-1:111111111111:table/t"),
    ("a queue", [("aws_sqs_queue.q", #"{"name": "q"}"#)], "arn:aws:sqs:eu-west-1:111111111111:q"),
    ("a topic", [("aws_sns_topic.t", #"{"name": "t", "policy": "@"}"#)], "arn:aws:sns:eu-west-1:111111111111:t"),
    (
      "a repository", [("aws_ecr_repository.r", #"{"name": "app"}"#)],
      "arn:aws:ecr:eu-west-1:111111111111:repository/app"
    ),
    ("a key", [("aws_kms_key.k", #"{"policy": "@"}"#)], "arn:aws:kms:eu-west-1:111111111111:key/aws_kms_key.k"),
    (
      "a file system", [("aws_efs_file_system.f", #"{"encrypted": true}"#)],
      "arn:aws:elasticfilesystem:eu-west-1:111111111111:file-system/aws_efs_file_system.f"
    ),
    ("a vault", [("aws_backup_vault.v", #"{"name": "v"}"#)], "arn:aws:backup:eu-west-1:111111111111:backup-vault:v"),
    (
      "an event bus", [("aws_cloudwatch_event_bus.b", #"{"name": "orders"}"#)],
      "arn:aws:events:eu-west-1:111111111111:event-bus/orders"
    ),
    (
      "a domain", [("aws_opensearch_domain.d", #"{"domain_name": "logs"}"#)],
      "arn:aws:es:eu-west-1:111111111111:domain/logs"
    ),
  ]

  @Test("a data store is there under its ARN, and its policy is known", arguments: stores)
  func dataStores(what: String, resources: [PlannedEstate.Resource], arn: String) throws {
    let estate = try PlannedEstate.after(resources)
    #expect(estate.dataStores.records.map { estate.symbols[$0.arn] } == [arn])
    let symbol = try #require(estate.symbols.find(arn))
    #expect(estate.resourcePolicies[symbol] != nil || what == "an event bus" || what == "a domain", "no policy")
    #expect(estate.unsettled.isEmpty)
  }

  @Test("a bucket's policy comes from a resource of its own, and one that is not known is undecided")
  func bucketPolicy() throws {
    let bucket: PlannedEstate.Resource = ("aws_s3_bucket.b", #"{"bucket": "data"}"#)
    let policy: PlannedEstate.Resource = (
      "aws_s3_bucket_policy.p", #"{"bucket": "@aws_s3_bucket.b.id", "policy": "\#(Self.allow)"}"#
    )
    let known = try PlannedEstate.after([bucket, policy])
    let arn = try #require(known.symbols.find("arn:aws:s3:::data"))
    guard case .policy(let found)? = known.resourcePolicies[arn] else {
      Issue.record("no policy")
      return
    }
    #expect(found.document?["Version"]?.string == "2012-10-17")
    let unknown = try PlannedEstate.after([
      bucket, ("aws_s3_bucket_policy.p", #"{"bucket": "data", "policy": "@local.policy"}"#),
    ])
    let name = try #require(unknown.symbols.find("arn:aws:s3:::data"))
    #expect(unknown.resourcePolicies[name] == nil)
    #expect(unknown.unsettled.map(\.concern) == [.data])
  }

  @Test("every type that is mapped reads a resource of which nothing is known without an error of its records")
  func nothingKnown() throws {
    for type in MappedTypes.all {
      let snapshot = TerraformEstate.read(try PlannedEstate.creating([("\(type).x", "{}")])).after
      let errors = snapshot.diagnostics.filter { $0.severity == .error }
      #expect(errors.isEmpty, "\(type): \(errors)")
    }
  }
}
