import IsolationAudit
import Testing

@Suite("Snapshot: what runs with roles")
struct SnapshotWorkloadTests {
  private static let role = "arn:aws:iam::111111111111:role/"

  /// What is told of a workload, on one line.
  private static func lines(_ read: SnapshotReading) -> [String] {
    read.estate.workloads.records.map { workload in
      var text = "\(workload.kind.name) \(read(workload.name))"
      for (word, role) in [("role", workload.role), ("execution", workload.executionRole)] where !role.isEmpty {
        text += " \(word)=\(read(role).split(separator: "/").last ?? "")"
      }
      if !workload.otherRoles.isEmpty {
        text +=
          " others=" + read(workload.otherRoles).map { $0.split(separator: "/").last ?? "" }.joined(separator: ",")
      }
      if workload.hasUnknownRole { text += " unknown" }
      if let isRunning = workload.isRunning { text += isRunning ? " running" : " stopped" }
      if workload.allowsExec == true { text += " exec" }
      if !workload.vpc.isEmpty { text += " \(read(workload.vpc))" }
      if !workload.codeSources.isEmpty { text += " from \(read(workload.codeSources).joined(separator: " "))" }
      return text
    }
  }

  /// A record with its roles, and what is read of it.
  struct Row: Sendable, CustomTestStringConvertible {
    let title: String
    let json: String
    let expected: [String]
    var testDescription: String { title }
  }

  @Test(
    "each list gives workloads with their roles",
    arguments: [
      Row(
        title: "Glue jobs, whose role may be a name",
        json: #"""
          {"Jobs": [{"Name": "load", "Role": "arn:aws:iam::111111111111:role/etl",
             "Command": {"Name": "glueetl", "ScriptLocation": "s3://code/load.py"},
             "DefaultArguments": {"--password": "hunter2"}},
            {"Name": "named", "Role": "service-role/etl"}, {"Name": "bare"}]}
          """#,
        expected: [
          "Glue job load role=etl from s3://code/load.py", "Glue job named role=etl", "Glue job bare unknown",
        ]
      ),
      Row(
        title: "Glue development endpoints",
        json: #"""
          {"DevEndpoints": [{"EndpointName": "dev", "RoleArn": "arn:aws:iam::111111111111:role/etl", "VpcId": "vpc-1",
            "SubnetId": "subnet-1", "SecurityGroupIds": ["sg-1"], "Status": "READY"}]}
          """#,
        expected: ["Glue development endpoint dev role=etl running exec vpc-1"]
      ),
      Row(
        title: "CodeBuild projects, with batch role, image and S3 source",
        json: #"""
          {"projects": [{"name": "build", "arn": "arn:aws:codebuild:us-east-1:111111111111:project/build",
             "serviceRole": "arn:aws:iam::111111111111:role/build", "source": {"type": "S3", "location": "src/app.zip"},
             "environment": {"image": "aws/codebuild/standard:7.0",
               "environmentVariables": [{"name": "TOKEN", "value": "hunter2", "type": "PLAINTEXT"}]},
             "buildBatchConfig": {"serviceRole": "arn:aws:iam::111111111111:role/batch"},
             "vpcConfig": {"vpcId": "vpc-1", "subnets": ["subnet-1"], "securityGroupIds": ["sg-1"]}},
            {"name": "git", "arn": "arn:aws:codebuild:us-east-1:111111111111:project/git",
             "source": {"type": "GITHUB", "location": "https://hunter2@github.com/x/y"}}]}
          """#,
        expected: [
          "CodeBuild project build role=build others=batch vpc-1 from s3://src/app.zip aws/codebuild/standard:7.0",
          "CodeBuild project git unknown",
        ]
      ),
      Row(
        title: "pipelines, as get-pipeline and as list-pipelines write them",
        json: #"""
          {"pipelines": [{"pipeline": {"name": "deploy", "roleArn": "arn:aws:iam::111111111111:role/pipe",
              "artifactStore": {"type": "S3", "location": "artifacts"},
              "stages": [{"name": "a", "actions": [{"name": "s", "roleArn": "arn:aws:iam::222222222222:role/target",
                "configuration": {"S3Bucket": "src", "S3ObjectKey": "app.zip", "OAuthToken": "hunter2"}}]}]},
             "metadata": {"pipelineArn": "arn:aws:codepipeline:us-east-1:111111111111:deploy"}},
            {"name": "listed", "version": 1}]}
          """#,
        expected: [
          "pipeline deploy role=pipe others=target from s3://artifacts/* s3://src/app.zip", "pipeline listed unknown",
        ]
      ),
      Row(
        title: "notebook instances",
        json: #"""
          {"NotebookInstances": [{"NotebookInstanceArn": "arn:aws:sagemaker:us-east-1:111111111111:notebook-instance/n",
             "NotebookInstanceName": "n", "NotebookInstanceStatus": "InService", "SubnetId": "subnet-1",
             "SecurityGroups": ["sg-1"], "RoleArn": "arn:aws:iam::111111111111:role/science"},
            {"NotebookInstanceArn": "arn:aws:sagemaker:us-east-1:111111111111:notebook-instance/m",
             "NotebookInstanceName": "m", "NotebookInstanceStatus": "Stopped"}],
           "Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24"}],
           "Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}
          """#,
        expected: ["notebook instance n role=science running exec vpc-1", "notebook instance m unknown stopped exec"]
      ),
      Row(
        title: "stacks: only those with a service role that still exist",
        json: #"""
          {"Stacks": [{"StackId": "arn:aws:cloudformation:us-east-1:111111111111:stack/a/1", "StackName": "a",
             "RoleARN": "arn:aws:iam::111111111111:role/cfn", "StackStatus": "CREATE_COMPLETE",
             "Parameters": [{"ParameterKey": "P", "ParameterValue": "hunter2"}]},
            {"StackId": "arn:aws:cloudformation:us-east-1:111111111111:stack/b/1", "StackName": "b",
             "StackStatus": "CREATE_COMPLETE"},
            {"StackId": "arn:aws:cloudformation:us-east-1:111111111111:stack/c/1", "StackName": "c",
             "RoleARN": "arn:aws:iam::111111111111:role/cfn", "StackStatus": "DELETE_COMPLETE"}]}
          """#,
        expected: ["stack a role=cfn"]
      ),
      Row(
        title: "services of App Runner, described or listed",
        json: #"""
          {"appRunnerServices": [{"ServiceName": "web", "ServiceArn": "arn:aws:apprunner:us-east-1:111111111111:service/web/1",
             "Status": "RUNNING", "InstanceConfiguration": {"InstanceRoleArn": "arn:aws:iam::111111111111:role/web"},
             "SourceConfiguration": {"ImageRepository": {"ImageIdentifier": "1.dkr.ecr/web:1", "ImageConfiguration":
               {"RuntimeEnvironmentVariables": {"P": "hunter2"}}},
               "AuthenticationConfiguration": {"AccessRoleArn": "arn:aws:iam::111111111111:role/pull"}}}],
           "ServiceSummaryList": [{"ServiceName": "web", "ServiceArn": "arn:aws:apprunner:us-east-1:111111111111:service/web/1"},
             {"ServiceName": "other", "ServiceArn": "arn:aws:apprunner:us-east-1:111111111111:service/other/1"}]}
          """#,
        expected: [
          "App Runner service web role=web execution=pull running from 1.dkr.ecr/web:1",
          "App Runner service other unknown",
        ]
      ),
      Row(
        title: "state machines",
        json: #"""
          {"stateMachines": [{"stateMachineArn": "arn:aws:states:us-east-1:111111111111:stateMachine:m", "name": "m",
             "roleArn": "arn:aws:iam::111111111111:role/machine", "definition": "{\"p\": \"hunter2\"}"},
            {"stateMachineArn": "arn:aws:states:us-east-1:111111111111:stateMachine:listed", "name": "listed"}]}
          """#,
        expected: ["state machine m role=machine", "state machine listed unknown"]
      ),
    ]
  )
  func lists(row: Row) throws {
    let read = try SnapshotReading(row.json)
    #expect(read.errors == [])
    #expect(Self.lines(read) == row.expected)
    #expect(read.estate.symbols.find("hunter2") == nil, "a value that may be a secret was kept")
    #expect(read.estate.workloads.records.allSatisfy { read($0.owner) == "111111111111" })
  }

  @Test("services of ECS have the roles of their task definitions; tasks and definitions outside of them stand alone")
  func containers() throws {
    let arn = "arn:aws:ecs:us-east-1:111111111111:"
    let read = try SnapshotReading(
      """
      {"taskDefinitions": [
         {"taskDefinitionArn": "\(arn)task-definition/web:2", "family": "web", "taskRoleArn": "\(Self.role)web",
          "executionRoleArn": "\(Self.role)pull", "status": "ACTIVE",
          "containerDefinitions": [{"name": "c", "image": "web:2", "environment": [{"name": "P", "value": "hunter2"}]}]},
         {"taskDefinitionArn": "\(arn)task-definition/web:1", "family": "web", "taskRoleArn": "\(Self.role)old"},
         {"taskDefinitionArn": "\(arn)task-definition/job:1", "family": "job", "taskRoleArn": "\(Self.role)job"},
         {"taskDefinitionArn": "\(arn)task-definition/gone:1", "family": "gone", "status": "INACTIVE",
          "taskRoleArn": "\(Self.role)gone"},
         {"taskDefinitionArn": "\(arn)task-definition/idle:1", "family": "idle", "taskRoleArn": "\(Self.role)idle"}],
       "services": [
         {"serviceArn": "\(arn)service/c/web", "serviceName": "web", "clusterArn": "\(arn)cluster/c",
          "taskDefinition": "\(arn)task-definition/web:2", "runningCount": 2, "enableExecuteCommand": true,
          "deployments": [{"taskDefinition": "\(arn)task-definition/web:1"}],
          "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"]}}},
         {"serviceArn": "\(arn)service/c/lost", "serviceName": "lost", "clusterArn": "\(arn)cluster/c",
          "taskDefinition": "\(arn)task-definition/lost:1", "runningCount": 0}],
       "tasks": [
         {"taskArn": "\(arn)task/c/1", "clusterArn": "\(arn)cluster/c", "group": "service:web",
          "taskDefinitionArn": "\(arn)task-definition/web:2", "lastStatus": "RUNNING"},
         {"taskArn": "\(arn)task/c/2", "clusterArn": "\(arn)cluster/c", "group": "family:job",
          "taskDefinitionArn": "\(arn)task-definition/job:1", "lastStatus": "RUNNING",
          "overrides": {"taskRoleArn": "\(Self.role)override"}},
         {"taskArn": "\(arn)task/c/3", "clusterArn": "\(arn)cluster/c", "group": "family:job",
          "taskDefinitionArn": "\(arn)task-definition/job:1", "lastStatus": "STOPPED"}]}
      """
    )
    #expect(read.diagnostics == [])
    #expect(
      Self.lines(read) == [
        "ECS service web role=web execution=pull others=old running exec from web:2",
        "ECS service lost unknown stopped", "task definition job role=override running",
        "task definition idle role=idle stopped",
      ]
    )
    #expect(read.estate.symbols.find("hunter2") == nil)
  }

  @Test("an image of a function is code that it runs")
  func functionCode() throws {
    let read = try SnapshotReading(
      """
      {"Functions": [{"FunctionArn": "arn:aws:lambda:us-east-1:111111111111:function:f", "FunctionName": "f"}],
       "FunctionCode": [{"FunctionArn": "arn:aws:lambda:us-east-1:111111111111:function:f",
         "Code": {"RepositoryType": "ECR", "ImageUri": "1.dkr.ecr/f:1"}}]}
      """
    )
    #expect(read.estate.services.records.map { read($0.codeSources) } == [["1.dkr.ecr/f:1"]])
  }

  @Test(
    "a record without the field that names it is an error, and spoils its list",
    arguments: [
      ("Jobs", "Name"), ("DevEndpoints", "EndpointName"), ("projects", "arn"), ("pipelines", "name"),
      ("NotebookInstances", "NotebookInstanceArn"), ("Stacks", "StackId"), ("appRunnerServices", "ServiceArn"),
      ("ServiceSummaryList", "ServiceArn"), ("stateMachines", "stateMachineArn"), ("FunctionCode", "FunctionArn"),
      ("taskDefinitions", "taskDefinitionArn"), ("services", "serviceArn"), ("tasks", "taskArn"),
      ("PermissionSets", "PermissionSetArn"), ("PermissionSetInlinePolicies", "PermissionSetArn"),
      ("PermissionSetManagedPolicies", "PermissionSetArn"), ("AccountAssignments", "PermissionSetArn"),
      ("identityCenterInstances", "InstanceArn"), ("identityStoreUsers", "UserId"), ("identityStoreGroups", "GroupId"),
      ("identityStoreGroupMemberships", "GroupId"), ("accessEntries", "clusterName"),
      ("podIdentityAssociations", "clusterName"), ("nodegroups", "clusterName"), ("fargateProfiles", "clusterName"),
      ("trustAnchors", "trustAnchorArn"), ("profiles", "profileArn"), ("DelegatedAdministrators", "AccountId"),
    ]
  )
  func missingField(list: String, field: String) throws {
    let read = try SnapshotReading(#"{"\#(list)": [{}]}"#)
    #expect(read.errors.count == 1)
    #expect(read.errors.first?.contains("#/\(list)/0: error: no \(field), expected one in every record") == true)
    #expect(read.status(list) == .error)
    let strings = try SnapshotReading(#"{"\#(list)": ["name"]}"#)
    #expect(strings.errors.first?.contains("expected an object") == true)
    #expect(try SnapshotReading(#"{"\#(list)": []}"#).status(list) == .collected)
  }

  @Test(
    "collection.json tells of each list that it was refused",
    arguments: [
      ("ecs", "list-services", "services"), ("ecs", "describe-task-definition", "taskDefinitions"),
      ("ecs", "describe-tasks", "tasks"), ("glue", "get-jobs", "Jobs"), ("glue", "get-dev-endpoints", "DevEndpoints"),
      ("codebuild", "batch-get-projects", "projects"), ("codepipeline", "get-pipeline", "pipelines"),
      ("sagemaker", "describe-notebook-instance", "NotebookInstances"), ("cloudformation", "describe-stacks", "Stacks"),
      ("apprunner", "list-services", "appRunnerServices"), ("stepfunctions", "list-state-machines", "stateMachines"),
      ("rolesanywhere", "list-trust-anchors", "trustAnchors"), ("rolesanywhere", "list-profiles", "profiles"),
      ("eks", "list-pod-identity-associations", "podIdentityAssociations"),
      ("eks", "list-associated-access-policies", "accessEntries"), ("eks", "describe-nodegroup", "nodegroups"),
      ("eks", "list-fargate-profiles", "fargateProfiles"), ("eks", "describe-cluster", "Clusters"),
      ("sso-admin", "list-instances", "identityCenterInstances"),
      ("sso-admin", "describe-permission-set", "PermissionSets"),
      ("sso-admin", "list-account-assignments", "AccountAssignments"),
      ("identitystore", "list-users", "identityStoreUsers"), ("identitystore", "list-groups", "identityStoreGroups"),
      ("identitystore", "list-group-memberships", "identityStoreGroupMemberships"),
      ("iam", "get-open-id-connect-provider", "OpenIDConnectProviders"), ("lambda", "get-function", "FunctionCode"),
      ("organizations", "list-delegated-administrators", "DelegatedAdministrators"),
    ]
  )
  func refused(service: String, operation: String, list: String) throws {
    let read = try SnapshotReading([
      "collection.json": """
      {"schema": "isolation-audit/collection/v1", "calls": [{"account": "111111111111", "region": "us-east-1",
        "service": "\(service)", "operation": "\(operation)", "status": "denied"}]}
      """,
      "accounts/111111111111/us-east-1/ec2.json": #"{"Vpcs": []}"#,
    ])
    #expect(read.status(list) == .denied)
  }
}
