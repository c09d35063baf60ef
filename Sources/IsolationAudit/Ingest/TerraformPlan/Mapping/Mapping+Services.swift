// Functions, containers and file systems, with the network interfaces that AWS makes for them.
extension ResourceReader {
  /// `aws_lambda_function`.
  mutating func function() {
    let block = block("vpc_config")
    let subnets = block.map { namedTexts("subnet_ids", in: $0).sorted() } ?? []
    let groups = block.map { namedTexts("security_group_ids", in: $0).sorted() } ?? []
    lookUp("Subnets", subnets.first)
    let name = known("function_name") ?? address
    record(
      "Functions",
      [
        "FunctionArn": .string(arn), "FunctionName": .string(name),
        "Role": DraftValue(named("role")),
        "VpcConfig": subnets.isEmpty
          ? nil
          : [
            // The VPC is that of the subnets.
            "SubnetIds": .init(subnets), "SecurityGroupIds": .init(groups),
          ],
        "Tags": tagMap(),
      ]
    )
    wrapper("FunctionPolicies", ["FunctionName": .string(name)])
    if let image = named("image_uri") {
      record("FunctionCode", ["FunctionArn": .string(arn), "Code": ["ImageUri": .string(image)]])
    }
    for subnet in subnets {
      managedInterface(
        "\(arn)/\(subnet)",
        subnet: subnet,
        groups: groups,
        kind: "lambda",
        description: "AWS Lambda VPC ENI-\(name)"
      )
    }
  }

  /// Tags as a map.
  mutating func tagMap() -> DraftValue? {
    guard case .array(let tags)? = tags() else { return nil }
    var map = DraftObject()
    for tag in tags { if let key = tag["Key"]?.text { map[key] = tag["Value"] } }
    return .object(map)
  }

  /// `aws_lambda_permission`: a statement of a function's policy.
  mutating func functionPermission() {
    concern = .data
    guard let function = named("function_name"), let principal = text("principal"), let action = text("action") else {
      return
    }
    let name =
      function.hasPrefix("arn:")
      ? String(function.split(separator: ":")[min(6, function.split(separator: ":").count - 1)]) : function
    let who: DraftValue =
      principal == "*"
      ? "*" : principal.contains(".amazonaws.com") ? ["Service": .string(principal)] : ["AWS": .string(principal)]
    var conditions = DraftObject()
    if let source = text("source_arn") { conditions["ArnLike"] = ["AWS:SourceArn": .string(source)] }
    var equals = DraftObject()
    if let source = text("source_account") { equals["AWS:SourceAccount"] = .string(source) }
    if let organization = text("principal_org_id") { equals["aws:PrincipalOrgID"] = .string(organization) }
    if let type = text("function_url_auth_type") { equals["lambda:FunctionUrlAuthType"] = .string(type) }
    if !equals.members.isEmpty { conditions["StringEquals"] = .object(equals) }
    wrapped(
      "FunctionPolicies",
      ["FunctionName": .string(name)],
      ["Policy", "Statement"],
      [
        "Sid": .string(known("statement_id") ?? address), "Effect": "Allow", "Principal": who,
        "Action": .string(action), "Resource": "*",
        "Condition": conditions.members.isEmpty ? nil : .object(conditions),
      ],
      .members(["Sid"])
    )
  }

  /// `aws_ecs_task_definition`.
  mutating func taskDefinition() {
    var images: [DraftValue] = []
    if let text = isUnknown("container_definitions") ? nil : text("container_definitions"),
      let list = try? JSONValue(parsing: text).array
    {
      images = list.compactMap { $0["image"]?.string }.map { ["image": .string($0)] }
    } else {
      assume("the images of its containers are not known")
    }
    record(
      "taskDefinitions",
      [
        "taskDefinitionArn": .string(arn), "family": DraftValue(text("family")),
        "taskRoleArn": DraftValue(named("task_role_arn")), "executionRoleArn": DraftValue(named("execution_role_arn")),
        "containerDefinitions": .array(images), "status": "ACTIVE", "tags": tags(),
      ]
    )
  }

  /// `aws_ecs_service`, with a network interface in each of its subnets where tasks have one of their own.
  mutating func containerService() {
    let network = block("network_configuration")
    let subnets = network.map { namedTexts("subnets", in: $0).sorted() } ?? []
    let groups = network.map { namedTexts("security_groups", in: $0).sorted() } ?? []
    record(
      "services",
      [
        "serviceArn": .string(arn), "serviceName": DraftValue(text("name")), "status": "ACTIVE", "runningCount": 1,
        "clusterArn": DraftValue(isComputed("cluster") ? nil : named("cluster")),
        "taskDefinition": named("task_definition").map { .string(asARN($0, "ecs", "task-definition/")) },
        "enableExecuteCommand": .bool(flag("enable_execute_command") ?? false),
        "networkConfiguration": network == nil
          ? nil
          : [
            "awsvpcConfiguration": ["subnets": .init(subnets), "securityGroups": .init(groups)]
          ],
        "tags": tags(),
      ]
    )
    for subnet in subnets {
      managedInterface(
        "\(arn)/\(subnet)",
        subnet: subnet,
        groups: groups.isEmpty ? nil : groups,
        kind: "interface",
        description: "arn:aws:ecs task of \(address)"
      )
      if network.flatMap({ flag("assign_public_ip", in: $0) }) == true { publish("\(arn)/\(subnet)") }
    }
  }

  /// `aws_efs_mount_target`.
  mutating func mountTarget() {
    guard let subnet = named("subnet_id") else { return }
    let groups = isComputed("security_groups") ? [] : namedTexts("security_groups").sorted()
    managedInterface(
      named(own: "network_interface_id"),
      subnet: subnet,
      groups: groups.isEmpty ? nil : groups,
      kind: "interface",
      description: "EFS mount target for \(named("file_system_id") ?? "") (\(id))",
      address: known("ip_address")
    )
  }
}
