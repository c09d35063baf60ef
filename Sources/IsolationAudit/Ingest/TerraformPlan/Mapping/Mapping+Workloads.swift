// What runs with roles: jobs, builds, pipelines, notebooks, stacks; IAM Identity Center and IAM Roles Anywhere.
extension ResourceReader {
  /// `aws_glue_job`.
  mutating func glueJob() {
    let command = block("command")
    record(
      "Jobs",
      [
        "Name": .string(known("name") ?? address), "Role": DraftValue(named("role_arn")),
        "Command": ["ScriptLocation": DraftValue(command.flatMap { named("script_location", in: $0) })],
        "Tags": tagMap(),
      ]
    )
  }

  /// `aws_glue_dev_endpoint`.
  mutating func glueEndpoint() {
    record(
      "DevEndpoints",
      [
        "EndpointName": .string(known("name") ?? address), "RoleArn": DraftValue(named("role_arn")),
        "SubnetId": DraftValue(named("subnet_id")), "Status": "READY",
        "SecurityGroupIds": .init(isComputed("security_group_ids") ? [] : namedTexts("security_group_ids").sorted()),
      ]
    )
  }

  /// `aws_codebuild_project`.
  mutating func buildProject() {
    let environment = block("environment")
    let source = block("source")
    let network = block("vpc_config")
    let batch = block("build_batch_config")
    record(
      "projects",
      [
        "arn": .string(arn), "name": .string(known("name") ?? address),
        "serviceRole": DraftValue(named("service_role")),
        "buildBatchConfig": batch.map { ["serviceRole": DraftValue(named("service_role", in: $0))] },
        "environment": ["image": DraftValue(environment.flatMap { named("image", in: $0) })],
        "source": [
          "type": DraftValue(source.flatMap { known("type", in: $0) }),
          "location": DraftValue(source.flatMap { known("location", in: $0) }),
        ],
        "vpcConfig": network.map {
          [
            "vpcId": DraftValue(named("vpc_id", in: $0)), "subnets": .init(namedTexts("subnets", in: $0).sorted()),
            "securityGroupIds": .init(namedTexts("security_group_ids", in: $0).sorted()),
          ]
        },
        "tags": tagList(),
      ]
    )
  }

  /// Tags with lower-case keys.
  private mutating func tagList() -> DraftValue? {
    guard case .array(let tags)? = tags() else { return nil }
    return .array(tags.map { ["key": $0["Key"], "value": $0["Value"]] })
  }

  /// `aws_codepipeline`.
  mutating func pipeline() {
    let name = known("name") ?? address
    var stages: [DraftValue] = []
    for stage in blocks("stage") {
      var actions: [DraftValue] = []
      for action in blocks("action", in: stage) {
        var configuration = DraftObject()
        for member in ["S3Bucket", "S3ObjectKey"] {
          if let value = state.settle(action["configuration"]?[member]).known { configuration[member] = .string(value) }
        }
        actions.append(["roleArn": DraftValue(named("role_arn", in: action)), "configuration": .object(configuration)])
      }
      stages.append(["actions": .array(actions)])
    }
    var stores = DraftObject()
    for (index, store) in blocks("artifact_store").enumerated() {
      stores["store\(index)"] = ["location": DraftValue(named("location", in: store))]
    }
    record(
      "pipelines",
      [
        "pipeline": [
          "name": .string(name), "roleArn": DraftValue(named("role_arn")), "artifactStores": .object(stores),
          "stages": .array(stages),
        ],
        "metadata": ["pipelineArn": .string(arn)],
      ]
    )
  }

  /// `aws_sagemaker_notebook_instance`.
  mutating func notebook() {
    let subnet = named("subnet_id")
    let groups = isComputed("security_groups") ? [] : namedTexts("security_groups").sorted()
    record(
      "NotebookInstances",
      [
        "NotebookInstanceArn": .string(arn), "NotebookInstanceName": .string(known("name") ?? address),
        "NotebookInstanceStatus": "InService", "RoleArn": DraftValue(named("role_arn")),
        "SubnetId": DraftValue(subnet), "SecurityGroups": .init(groups), "Tags": tags(),
      ]
    )
    guard let subnet else { return }
    managedInterface(
      named(own: "network_interface_id"),
      subnet: subnet,
      groups: groups.isEmpty ? nil : groups,
      kind: "interface",
      description: "[Do not delete] ENI managed by SageMaker for \(known("name") ?? address)"
    )
  }

  /// `aws_cloudformation_stack`.
  mutating func stack() {
    record(
      "Stacks",
      [
        "StackId": .string(known("id") ?? arn("cloudformation", "stack/\(known("name") ?? address)")),
        "StackName": .string(known("name") ?? address), "RoleARN": DraftValue(named("iam_role_arn")),
        "StackStatus": "CREATE_COMPLETE", "Tags": tags(),
      ]
    )
    note("\(address): what a CloudFormation stack makes is not read from its template", .network)
    note("\(address): what a CloudFormation stack makes is not read from its template", .identity)
  }

  /// `aws_sfn_state_machine`.
  mutating func stateMachine() {
    record(
      "stateMachines",
      [
        "stateMachineArn": .string(arn), "name": .string(known("name") ?? address),
        "roleArn": DraftValue(named("role_arn")),
      ]
    )
  }

  /// `aws_apprunner_service`.
  mutating func appRunnerService() {
    let instance = block("instance_configuration")
    let source = block("source_configuration")
    let image = source.flatMap { block("image_repository", in: $0) }
    let access = source.flatMap { block("authentication_configuration", in: $0) }
    record(
      "appRunnerServices",
      [
        "ServiceArn": .string(arn), "ServiceName": DraftValue(text("service_name")), "Status": "RUNNING",
        "InstanceConfiguration": [
          "InstanceRoleArn": DraftValue(instance.flatMap { named("instance_role_arn", in: $0) })
        ],
        "SourceConfiguration": [
          "ImageRepository": image.map { ["ImageIdentifier": DraftValue(named("image_identifier", in: $0))] },
          "AuthenticationConfiguration": access.map { ["AccessRoleArn": DraftValue(named("access_role_arn", in: $0))] },
        ],
      ]
    )
  }

  /// `aws_rolesanywhere_trust_anchor`.
  mutating func trustAnchor() {
    record(
      "trustAnchors",
      [
        "trustAnchorArn": .string(arn), "name": .string(known("name") ?? address),
        "enabled": .bool((isComputed("enabled") ? nil : flag("enabled")) ?? true),
      ]
    )
  }

  /// `aws_rolesanywhere_profile`.
  mutating func rolesAnywhereProfile() {
    record(
      "profiles",
      [
        "profileArn": .string(arn), "name": .string(known("name") ?? address),
        "enabled": .bool((isComputed("enabled") ? nil : flag("enabled")) ?? true),
        "roleArns": .init(namedTexts("role_arns").sorted()),
        "managedPolicyArns": .init(namedTexts("managed_policy_arns").sorted()),
        "sessionPolicy": policy("session_policy"),
      ]
    )
  }

  /// `aws_ssoadmin_permission_set`.
  mutating func permissionSet() {
    record(
      "PermissionSets",
      [
        "PermissionSetArn": .string(arn), "InstanceArn": DraftValue(named("instance_arn")),
        "Name": DraftValue(text("name")), "Tags": tags(),
      ]
    )
    wrapper("PermissionSetManagedPolicies", ["PermissionSetArn": .string(arn)])
  }

  /// `aws_ssoadmin_permission_set_inline_policy`.
  mutating func permissionSetPolicy() {
    guard let set = named("permission_set_arn"), let document = policy("inline_policy") else { return }
    record("PermissionSetInlinePolicies", ["PermissionSetArn": .string(set), "InlinePolicy": document])
  }

  /// `aws_ssoadmin_managed_policy_attachment`.
  mutating func permissionSetManagedPolicy() {
    guard let set = named("permission_set_arn"), let policy = named("managed_policy_arn") else { return }
    wrapped(
      "PermissionSetManagedPolicies",
      ["PermissionSetArn": .string(set)],
      ["AttachedManagedPolicies"],
      ["Arn": .string(policy)],
      .members(["Arn"])
    )
  }

  /// `aws_ssoadmin_account_assignment`.
  mutating func accountAssignment() {
    guard let set = named("permission_set_arn"), let principal = named("principal_id"), let account = named("target_id")
    else { return }
    record(
      "AccountAssignments",
      [
        "AccountId": .string(account), "PermissionSetArn": .string(set),
        "PrincipalType": DraftValue(text("principal_type")), "PrincipalId": .string(principal),
      ]
    )
  }

  /// `aws_identitystore_user`: the id and the user name, nothing else of a person.
  mutating func directoryUser() {
    record(
      "identityStoreUsers",
      ["UserId": .string(known("user_id") ?? id), "UserName": DraftValue(text("user_name"))]
    )
  }

  /// `aws_identitystore_group`.
  mutating func directoryGroup() {
    let name = known("group_id") ?? id
    record("identityStoreGroups", ["GroupId": .string(name), "DisplayName": DraftValue(text("display_name"))])
    wrapper("identityStoreGroupMemberships", ["GroupId": .string(name), "GroupMemberships": []])
  }

  /// `aws_identitystore_group_membership`.
  mutating func directoryMembership() {
    guard let group = named("group_id"), let member = named("member_id") else { return }
    wrapped(
      "identityStoreGroupMemberships",
      ["GroupId": .string(group)],
      ["GroupMemberships"],
      ["MemberId": ["UserId": .string(member)]],
      .value
    )
  }
}
