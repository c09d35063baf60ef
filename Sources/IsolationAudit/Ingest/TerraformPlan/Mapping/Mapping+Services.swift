// Databases, clusters, functions and file systems, with the network interfaces that AWS makes for them.
extension ResourceReader {
  /// The subnets of a subnet group, with the VPC as far as it is known.
  private mutating func subnetGroup(_ name: String?, _ types: [String]) -> (subnets: [String], vpc: String?) {
    guard let name else { return ([], nil) }
    for other in types.flatMap({ state.resources(ofType: $0, called: name) }) where other.account == account {
      let values = state.values[other.address]
      let subnets = state.elements(values?["subnet_ids"]).elements.compactMap { element -> String? in
        switch state.settle(element) {
        case .text(let text): text
        case .unknown(let words): words
        case .none: nil
        }
      }
      return (subnets.sorted(), state.settle(values?["vpc_id"]).known)
    }
    note("the subnet group `\(name)` of \(address) is not in the plan or state")
    return ([], nil)
  }

  /// `aws_db_instance`, and the instances of clusters.
  mutating func databaseInstance(isOfCluster: Bool) {
    let name = known("identifier") ?? address
    let cluster = isOfCluster ? named("cluster_identifier") : nil
    var owner: TerraformResource?
    for type in ["aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"] where owner == nil {
      if let cluster { owner = resource(type, named: cluster) }
    }
    let values = owner.flatMap { state.values[$0.address] }
    var groupName = isComputed("db_subnet_group_name") ? nil : named("db_subnet_group_name")
    if groupName == nil, let values { groupName = state.settle(values["db_subnet_group_name"]).known }
    let subnets = subnetGroup(groupName, ["aws_db_subnet_group", "aws_docdb_subnet_group", "aws_neptune_subnet_group"])
    lookUp("Subnets", subnets.subnets.first)
    var groups = isComputed("vpc_security_group_ids") ? [] : namedTexts("vpc_security_group_ids").sorted()
    if groups.isEmpty, let values {
      groups = state.elements(values["vpc_security_group_ids"]).elements.compactMap { state.settle($0).known }.sorted()
    }
    if groupName == nil, cluster == nil {
      note("\(address).db_subnet_group_name is not set: AWS places it in the default VPC")
    }
    let port =
      (isComputed("port") ? nil : integer("port"))
      ?? values.flatMap { state.settle($0["port"]).known }.flatMap { Int($0) }
    let isPublic = (isComputed("publicly_accessible") ? nil : flag("publicly_accessible")) ?? false
    record(
      "DBInstances",
      [
        "DBInstanceArn": .string(arn), "DBInstanceIdentifier": .string(name),
        "DBClusterIdentifier": DraftValue(cluster),
        "DbInstancePort": DraftValue(port ?? defaultPort()),
        "DBSubnetGroup": [
          "VpcId": DraftValue(subnets.vpc),
          "Subnets": .array(subnets.subnets.map { ["SubnetIdentifier": .string($0)] }),
        ],
        "VpcSecurityGroups": groups.isEmpty
          ? nil : .array(groups.map { ["VpcSecurityGroupId": .string($0)] }),
        "PubliclyAccessible": .bool(isPublic),
        "KmsKeyId": DraftValue(isComputed("kms_key_id") ? nil : named("kms_key_id")),
        "StorageEncrypted": .bool((isComputed("storage_encrypted") ? nil : flag("storage_encrypted")) ?? false),
        "TagList": tags(),
      ]
    )
    // The instance may stand in any subnet of its group.
    for subnet in subnets.subnets {
      managedInterface(
        "\(arn)/\(subnet)",
        subnet: subnet,
        groups: groups.isEmpty ? nil : groups,
        kind: "interface",
        description: "RDSNetworkInterface"
      )
      if isPublic { publish("\(arn)/\(subnet)") }
    }
  }

  /// The port of an engine for which none is given (Amazon RDS User Guide).
  private mutating func defaultPort() -> Int? {
    guard let engine = isComputed("engine") ? nil : text("engine") else { return nil }
    if engine.contains("postgres") { return 5432 }
    if engine.contains("mysql") || engine.contains("mariadb") || engine == "aurora" { return 3306 }
    if engine.contains("oracle") { return 1521 }
    if engine.contains("sqlserver") { return 1433 }
    if engine == "docdb" { return 27017 }
    return engine == "neptune" ? 8182 : nil
  }

  /// The resource of a type that has a name in the account.
  private func resource(_ type: String, named name: String) -> TerraformResource? {
    state.resources(ofType: type, called: name).first { $0.account == account }
  }

  /// `aws_rds_cluster`, `aws_docdb_cluster`, `aws_neptune_cluster`.
  mutating func databaseCluster() {
    let groups = isComputed("vpc_security_group_ids") ? [] : namedTexts("vpc_security_group_ids").sorted()
    record(
      "DBClusters",
      [
        "DBClusterArn": .string(arn), "DBClusterIdentifier": .string(known("cluster_identifier") ?? address),
        "Port": DraftValue((isComputed("port") ? nil : integer("port")) ?? defaultPort()),
        "VpcSecurityGroups": groups.isEmpty
          ? nil : .array(groups.map { ["VpcSecurityGroupId": .string($0)] }),
        "KmsKeyId": DraftValue(isComputed("kms_key_id") ? nil : named("kms_key_id")),
        "StorageEncrypted": .bool((isComputed("storage_encrypted") ? nil : flag("storage_encrypted")) ?? false),
        "TagList": tags(),
      ]
    )
  }

  /// Something of a data service whose interfaces stand in the subnets of a group: a cache, a warehouse.
  mutating func groupedService(_ groupAttribute: String, _ types: [String], _ groupsAttribute: String, _ what: String) {
    let subnets = subnetGroup(isComputed(groupAttribute) ? nil : named(groupAttribute), types).subnets
    placedService(subnets, groupsAttribute, what)
  }

  /// Interfaces in subnets, for a service that the estate has no record of.
  mutating func placedService(_ subnets: [String], _ groupsAttribute: String, _ what: String, in block: Block? = nil) {
    let isOwn = block == nil && isComputed(groupsAttribute)
    let groups = isOwn ? [] : namedTexts(groupsAttribute, in: block).sorted()
    if subnets.isEmpty { return }
    for subnet in subnets {
      managedInterface(
        "\(arn)/\(subnet)",
        subnet: subnet,
        groups: groups.isEmpty ? nil : groups,
        kind: "interface",
        description: "\(what) \(id)"
      )
    }
  }

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

  /// `aws_eks_cluster`.
  mutating func kubernetesCluster() {
    let network = block("vpc_config")
    let subnets = network.map { namedTexts("subnet_ids", in: $0).sorted() } ?? []
    var groups = network.map { namedTexts("security_group_ids", in: $0).sorted() } ?? []
    lookUp("Subnets", subnets.first)
    let own =
      network.flatMap { known("cluster_security_group_id", in: $0) }
      ?? "\(address).vpc_config[0].cluster_security_group_id"
    let name = known("name") ?? address
    let access = block("access_config")
    let mode = access.flatMap { known("authentication_mode", in: $0) } ?? "CONFIG_MAP"
    let issuer = (root["identity"]?.list?.first?["oidc"]?.list?.first?["issuer"])?.string
    let vpc = network.flatMap { known("vpc_id", in: $0) }
    let isPublic = (network.flatMap { flag("endpoint_public_access", in: $0) }) ?? true
    record(
      "Clusters",
      [
        "arn": .string(arn), "name": .string(name), "roleArn": DraftValue(named("role_arn")),
        "resourcesVpcConfig": [
          "vpcId": DraftValue(vpc),
          "subnetIds": .init(subnets), "securityGroupIds": .init(groups), "clusterSecurityGroupId": .string(own),
          "endpointPublicAccess": .bool(isPublic),
        ],
        "identity": issuer.map { ["oidc": ["issuer": .string($0)]] },
        "accessConfig": ["authenticationMode": .string(mode)], "tags": tagMap(),
      ]
    )
    wrapper("accessEntries", ["clusterName": .string(name), "accessEntries": []])
    wrapper("podIdentityAssociations", ["clusterName": .string(name), "associations": []])
    wrapper("nodegroups", ["clusterName": .string(name), "nodegroups": []])
    wrapper("fargateProfiles", ["clusterName": .string(name), "fargateProfiles": []])
    // The group that EKS makes: its members talk to each other, and it lets everything out (Amazon EKS User Guide,
    // "View Amazon EKS security group requirements for clusters").
    record(
      "SecurityGroups",
      [
        "GroupId": .string(own), "GroupName": .string("eks-cluster-sg-\(name)"), "VpcId": DraftValue(vpc),
        "OwnerId": .string(account), "TerraformSubnet": DraftValue(subnets.first),
      ]
    )
    element(
      "SecurityGroups",
      own,
      ["IpPermissions"],
      ["IpProtocol": "-1", "UserIdGroupPairs": [["GroupId": .string(own)]]],
      .permission
    )
    element(
      "SecurityGroups",
      own,
      ["IpPermissionsEgress"],
      ["IpProtocol": "-1", "IpRanges": [["CidrIp": "0.0.0.0/0"]]],
      .permission
    )
    groups.append(own)
    for subnet in subnets {
      managedInterface(
        "\(arn)/\(subnet)",
        subnet: subnet,
        groups: groups,
        kind: "interface",
        description: "Amazon EKS \(name)"
      )
    }
  }

  /// `aws_eks_access_entry`, `aws_eks_access_policy_association`.
  mutating func accessEntry() {
    guard let cluster = named("cluster_name"), let principal = named("principal_arn") else { return }
    let policy = named("policy_arn")
    wrapped(
      "accessEntries",
      ["clusterName": .string(cluster)],
      ["accessEntries"],
      [
        "principalArn": .string(principal),
        "kubernetesGroups": policy == nil && !isComputed("kubernetes_groups")
          ? .init(texts("kubernetes_groups").sorted()) : nil,
        "associatedAccessPolicies": policy.map { [["policyArn": .string($0)]] } ?? [],
      ],
      .value
    )
  }

  /// `aws_eks_pod_identity_association`.
  mutating func podIdentity() {
    guard let cluster = named("cluster_name") else { return }
    wrapped(
      "podIdentityAssociations",
      ["clusterName": .string(cluster)],
      ["associations"],
      [
        "namespace": DraftValue(text("namespace")), "serviceAccount": DraftValue(text("service_account")),
        "roleArn": DraftValue(named("role_arn")), "targetRoleArn": DraftValue(named("target_role_arn")),
      ],
      .members(["namespace", "serviceAccount"])
    )
  }

  /// `aws_eks_node_group`: the role of its nodes, and nodes in its subnets.
  mutating func nodeGroup() {
    guard let cluster = named("cluster_name") else { return }
    wrapped(
      "nodegroups",
      ["clusterName": .string(cluster)],
      ["nodegroups"],
      ["nodeRole": DraftValue(named("node_role_arn"))],
      .value
    )
    let owner = resource("aws_eks_cluster", named: cluster)
    let own =
      owner.flatMap { state.values[$0.address]?["vpc_config"]?.list?.first?["cluster_security_group_id"]?.string }
      ?? owner.map { "\($0.address).vpc_config[0].cluster_security_group_id" }
    nodes(namedTexts("subnet_ids").sorted(), groups: launchGroups(block("launch_template")) ?? own.map { [$0] })
  }

  /// Security groups that a launch template gives; `nil` if it gives none.
  private mutating func launchGroups(_ reference: Block?) -> [String]? {
    guard let reference else { return nil }
    let name = named("id", in: reference) ?? named("launch_template_id", in: reference)
    let title = known("name", in: reference) ?? known("launch_template_name", in: reference)
    let found = state.resources(ofType: "aws_launch_template").first { other in
      PlannedNames(state).id(other) == name
        || (title != nil && state.settle(state.values[other.address]?["name"]).known == title)
    }
    guard let found, let values = state.values[found.address] else {
      note("the launch template of \(address) is not in the plan or state")
      return nil
    }
    var names: [String] = []
    func take(_ value: TerraformValue?) {
      let (elements, words) = state.elements(value)
      if let words { names.append(words) }
      for element in elements {
        switch state.settle(element) {
        case .text(let text): names.append(text)
        case .unknown(let words): names.append(words)
        case .none: break
        }
      }
    }
    take(values["vpc_security_group_ids"])
    for interface in values["network_interfaces"]?.list ?? [] { take(interface["security_groups"]) }
    return names.isEmpty ? nil : Array(Set(names)).sorted()
  }

  /// One host in each subnet stands for all that may be started there.
  private mutating func nodes(_ subnets: [String], groups: [String]?) {
    for subnet in subnets {
      let interface = "\(address)/\(subnet)"
      lookUp("Subnets", subnet)
      record(
        "NetworkInterfaces",
        [
          "NetworkInterfaceId": .string(interface), "SubnetId": .string(subnet), "OwnerId": .string(account),
          "InterfaceType": "interface", "Description": .string("host of \(address)"),
          "Groups": groups.map { .array($0.map { ["GroupId": .string($0)] }) },
          "TerraformOwner": .string(address), "TerraformPublic": "subnet", "TagSet": tags(),
        ]
      )
    }
    if !subnets.isEmpty { assume("one host in each of its subnets stands for all that it starts") }
  }

  /// `aws_autoscaling_group`.
  mutating func autoScalingGroup() {
    let subnets = isComputed("vpc_zone_identifier") ? [] : namedTexts("vpc_zone_identifier").sorted()
    var template = block("launch_template")
    if template == nil, let policy = block("mixed_instances_policy"), let outer = block("launch_template", in: policy) {
      template = block("launch_template_specification", in: outer)
    }
    if subnets.isEmpty { note("\(address).vpc_zone_identifier names no subnet: AWS chooses those of the default VPC") }
    // A host of a snapshot stands there already: the group says nothing new of it.
    nodes(subnets, groups: launchGroups(template))
    let group = "\(address)/"
    for target in isComputed("target_group_arns") ? [] : namedTexts("target_group_arns").sorted() {
      for subnet in subnets { addTarget(group + subnet, to: target) }
    }
  }

  /// A host of an Auto Scaling group is a target by its instance.
  private mutating func addTarget(_ interface: String, to group: String) {
    field(
      "NetworkInterfaces",
      interface,
      ["Attachment"],
      ["InstanceId": .string("host of " + interface), "DeviceIndex": 0]
    )
    let subnet = interface.dropFirst(address.count + 1)
    record(
      "Instances",
      [
        "InstanceId": .string("host of " + interface), "OwnerId": .string(account),
        "SubnetId": .string(String(subnet)), "State": ["Name": "running"], "Tags": tags(),
      ]
    )
    wrapped(
      "LoadBalancerTargetHealth",
      ["TargetGroupArn": .string(group)],
      ["TargetHealthDescriptions"],
      ["Target": ["Id": .string("host of " + interface)]],
      .value
    )
  }

  /// `aws_eks_fargate_profile`.
  mutating func fargateProfile() {
    guard let cluster = named("cluster_name") else { return }
    wrapped(
      "fargateProfiles",
      ["clusterName": .string(cluster)],
      ["fargateProfiles"],
      ["podExecutionRoleArn": DraftValue(named("pod_execution_role_arn"))],
      .value
    )
    let owner = resource("aws_eks_cluster", named: cluster)
    let own = owner.map { "\($0.address).vpc_config[0].cluster_security_group_id" }
    nodes(namedTexts("subnet_ids").sorted(), groups: own.map { [$0] })
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
