// Databases, and other services that stand in the subnets of a group.
extension ResourceReader {
  /// The subnets of a subnet group, with the VPC as far as it is known.
  mutating func subnetGroup(_ name: String?, _ types: [String]) -> (subnets: [String], vpc: String?) {
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
  mutating func defaultPort() -> Int? {
    guard let engine = isComputed("engine") ? nil : text("engine") else { return nil }
    if engine.contains("postgres") { return 5432 }
    if engine.contains("mysql") || engine.contains("mariadb") || engine == "aurora" { return 3306 }
    if engine.contains("oracle") { return 1521 }
    if engine.contains("sqlserver") { return 1433 }
    if engine == "docdb" { return 27017 }
    return engine == "neptune" ? 8182 : nil
  }

  /// The resource of a type that has a name in the account.
  func resource(_ type: String, named name: String) -> TerraformResource? {
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
}
