import IsolationAudit
import Testing

/// What `separate-roles` sees of the things that run with roles, and what it must not take for separate.
@Suite("Shared roles")
struct SharedRoleTests {
  private static let policy = """
    schema: isolation-audit/v1
    environments:
      development:
        tier: non-production
        match: [{ account: "111111111111" }, { tag: { Environment: development } }]
      production:
        tier: production
        match: [{ account: "333333333333" }, { tag: { Environment: production } }]
    assertions:
      - id: separate
        title: Each environment has roles of its own
        separate-roles: { between: [{ tier: production }, { tier: non-production }] }
    """

  /// The role `dev`, and the role `prod` with a production tag, both in development's account.
  private static func roles(trusting service: String? = nil) -> String {
    let statement = service.map {
      #"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "\#($0)"}}"#
    }
    let trust = #"{"Version": "2012-10-17", "Statement": [\#(statement ?? "")]}"#
    func role(_ name: String, _ tags: String) -> String {
      """
      {"RoleName": "\(name)", "Path": "/", "Arn": "arn:aws:iam::111111111111:role/\(name)",
       "AssumeRolePolicyDocument": \(trust), "Tags": [\(tags)]}
      """
    }
    return """
      {"UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [\(role("dev", "")),
       \(role("prod", #"{"Key": "Environment", "Value": "production"}"#))]}
      """
  }

  private func judge(_ lists: String?, roles: String = roles(), more: [String: String] = [:]) throws -> AssertionResult
  {
    var files = AuditEstate().files
    files[AuditEstate.path("RoleDetailList", "111111111111", region: "global")] = roles
    files["accounts/111111111111/us-east-1/more.json"] = lists
    files.merge(more) { _, new in new }
    return try #require(try SmallAudit.run(files, policy: Self.policy)[assertion: "separate"])
  }

  /// A record of a kind of workload with a production tag and a role.
  struct Row: Sendable, CustomTestStringConvertible {
    let kind: String
    let json: @Sendable (_ role: String) -> String
    var testDescription: String { kind }
  }

  private static let tag = #""tags": [{"key": "Environment", "value": "production"}]"#
  private static let place = "us-east-1:111111111111:"

  @Test(
    "a production workload with development's role is found; with production's it is not",
    arguments: [
      Row(kind: "state machine") { role in
        #"{"stateMachines": [{"stateMachineArn": "arn:aws:states:\#(place)stateMachine:m", "name": "m", "roleArn": "\#(role)", \#(tag)}]}"#
      },
      Row(kind: "CodeBuild project") { role in
        #"{"projects": [{"arn": "arn:aws:codebuild:\#(place)project/p", "name": "p", "serviceRole": "\#(role)", \#(tag)}]}"#
      },
      Row(kind: "batch role of a CodeBuild project") { role in
        #"{"projects": [{"arn": "arn:aws:codebuild:\#(place)project/p", "name": "p", "serviceRole": "arn:aws:iam::111111111111:role/prod", "buildBatchConfig": {"serviceRole": "\#(role)"}, \#(tag)}]}"#
      },
      Row(kind: "ECS service") { role in
        #"{"taskDefinitions": [{"taskDefinitionArn": "arn:aws:ecs:\#(place)task-definition/t:1", "family": "t", "taskRoleArn": "\#(role)"}], "services": [{"serviceArn": "arn:aws:ecs:\#(place)service/c/s", "serviceName": "s", "taskDefinition": "arn:aws:ecs:\#(place)task-definition/t:1", \#(tag)}]}"#
      },
      Row(kind: "execution role of a task definition") { role in
        #"{"taskDefinitions": [{"taskDefinitionArn": "arn:aws:ecs:\#(place)task-definition/t:1", "family": "t", "executionRoleArn": "\#(role)", \#(tag)}]}"#
      },
      Row(kind: "stack") { role in
        #"{"Stacks": [{"StackId": "arn:aws:cloudformation:\#(place)stack/a/1", "StackName": "a", "RoleARN": "\#(role)", "Tags": [{"Key": "Environment", "Value": "production"}]}]}"#
      },
      Row(kind: "service account of a cluster") { role in
        #"{"Clusters": [{"name": "k", "arn": "arn:aws:eks:\#(place)cluster/k", "tags": {"Environment": "production"}}], "podIdentityAssociations": [{"clusterName": "k", "associations": [{"namespace": "n", "serviceAccount": "s", "roleArn": "\#(role)"}]}]}"#
      },
      Row(kind: "nodes of a cluster") { role in
        #"{"Clusters": [{"name": "k", "arn": "arn:aws:eks:\#(place)cluster/k", "tags": {"Environment": "production"}}], "nodegroups": [{"clusterName": "k", "nodegroups": [{"nodeRole": "\#(role)"}]}]}"#
      },
    ]
  )
  func workload(row: Row) throws {
    let shared = try judge(row.json("arn:aws:iam::111111111111:role/dev"))
    #expect(shared.outcome == .violated, "\(shared.gaps)")
    let own = try judge(row.json("arn:aws:iam::111111111111:role/prod"))
    #expect(own.outcome == .passed, "\(own.gaps)")
  }

  @Test("a workload whose role is not told leaves the assertion undecided")
  func unknownRole() throws {
    let result = try judge(#"{"pipelines": [{"name": "deploy", "version": 1}]}"#)
    #expect(result.outcome == .inconclusive)
    #expect(
      result.gaps.contains(
        "the role of pipeline arn:aws:codepipeline:us-east-1:111111111111:deploy is not in the snapshot"
      ),
      "\(result.gaps)"
    )
  }

  @Test("a permission set that is assigned in both environments is shared; in one it is not")
  func permissionSet() throws {
    func lists(_ accounts: [String]) -> String {
      let rows = accounts.map {
        #"{"AccountId": "\#($0)", "PermissionSetArn": "ps", "PrincipalType": "GROUP", "PrincipalId": "g"}"#
      }
      return
        #"{"PermissionSets": [{"PermissionSetArn": "ps", "Name": "Admin"}], "AccountAssignments": [\#(rows.joined(separator: ", "))]}"#
    }
    #expect(try judge(lists(["111111111111", "333333333333"])).outcome == .violated)
    #expect(try judge(lists(["111111111111"])).outcome == .passed)
  }

  @Test("a role that trusts a service whose list is missing may be used by anything, where an account is shared")
  func unlisted() throws {
    let trusting = Self.roles(trusting: "glue.amazonaws.com")
    let missing = try judge(nil, roles: trusting)
    #expect(missing.outcome == .inconclusive)
    #expect(
      missing.gaps.contains { $0.hasPrefix("`Jobs` of account 111111111111 in us-east-1: absent") },
      "\(missing.gaps)"
    )
    let listed = try judge(#"{"Jobs": [], "DevEndpoints": []}"#, roles: trusting)
    #expect(listed.outcome == .passed, "\(listed.gaps)")
    // Nobody else's list is asked for.
    #expect(try judge(nil).outcome == .passed)
    let settled = try judge(nil, roles: trusting.replacing("\"production\"", with: "\"development\""))
    #expect(settled.outcome == .passed, "\(settled.gaps)")
  }

  @Test("pods of a cluster may run with a role that trusts EKS Pod Identity, until the associations are there")
  func pods() throws {
    let trusting = Self.roles(trusting: "pods.eks.amazonaws.com")
    let cluster = #"{"Clusters": [{"name": "k", "arn": "arn:aws:eks:us-east-1:111111111111:cluster/k"}]"#
    #expect(try judge(cluster + "}", roles: trusting).outcome == .inconclusive)
    let told = #", "podIdentityAssociations": [{"clusterName": "k", "associations": []}]}"#
    let known = try judge(cluster + told, roles: trusting)
    #expect(known.outcome == .passed, "\(known.gaps)")
    #expect(try judge(cluster + "}").outcome == .passed)
  }
}
