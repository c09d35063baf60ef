// EKS clusters, who gets into them, and what their pods run on.
extension ResourceReader {
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
}
