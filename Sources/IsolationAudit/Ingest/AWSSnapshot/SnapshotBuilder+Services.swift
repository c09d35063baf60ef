// `rds describe-db-instances`, `rds describe-db-clusters`, `eks describe-cluster`, `lambda list-functions`.
extension SnapshotBuilder {
  /// Reads an element of `DBInstances`.
  mutating func databaseInstance(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var service = service(.database, tape, node)
    var store = dataStore(.database, tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .DBInstanceArn: try setARN(&service, tape, member)
      case .DBInstanceIdentifier: service.name = try symbol(tape, member)
      case .Endpoint:
        if let value = try self.member(tape, member, .Port) {
          service.port = UInt16(try integer(tape, value, 0...65535))
        }
      case .DbInstancePort:
        let port = UInt16(try integer(tape, member, 0...65535))
        if service.port == 0 { service.port = port }
      case .DBSubnetGroup:
        service.vpc = try symbol(tape, member, .VpcId)
        if let list = try self.member(tape, member, .Subnets) {
          service.subnets = try symbols(tape, list, .SubnetIdentifier)
        }
      case .VpcSecurityGroups: service.groups = try groups(tape, member, .VpcSecurityGroupId)
      case .PubliclyAccessible: service.isPubliclyAccessible = try bool(tape, member)
      case .KmsKeyId: store.key = try symbol(tape, member)
      case .StorageEncrypted: store.isEncrypted = try bool(tape, member)
      case .TagList: service.tags = try tags(tape, member)
      default: break
      }
    }
    try addDatabase(service, store, .DBInstanceArn, tape, node)
  }

  /// Reads an element of `DBClusters`.
  mutating func databaseCluster(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var service = service(.databaseCluster, tape, node)
    var store = dataStore(.database, tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .DBClusterArn: try setARN(&service, tape, member)
      case .DBClusterIdentifier: service.name = try symbol(tape, member)
      case .Port: service.port = UInt16(try integer(tape, member, 0...65535))
      case .VpcSecurityGroups: service.groups = try groups(tape, member, .VpcSecurityGroupId)
      case .PubliclyAccessible: service.isPubliclyAccessible = try bool(tape, member)
      case .KmsKeyId: store.key = try symbol(tape, member)
      case .StorageEncrypted: store.isEncrypted = try bool(tape, member)
      case .TagList: service.tags = try tags(tape, member)
      default: break
      }
    }
    try addDatabase(service, store, .DBClusterArn, tape, node)
  }

  /// Reads an element of `Clusters`, or `cluster`; names alone, as `list-clusters` writes them, tell nothing.
  mutating func kubernetesCluster(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    guard tape.kind(node) == .object else {
      throw SnapshotFault(
        offset: tape.offset(node),
        code: "wrong-type",
        message: "\(shown(tape, node)) in a list of clusters, expected the object that eks describe-cluster writes"
      )
    }
    var service = service(.kubernetesCluster, tape, node)
    service.port = 443
    var access = KubernetesCluster(
      arn: .empty,
      name: .empty,
      owner: account,
      region: region,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .arn: try setARN(&service, tape, member)
      case .name: service.name = try symbol(tape, member)
      case .roleArn: service.role = try symbol(tape, member)
      case .resourcesVpcConfig: try networkConfiguration(tape, member, &service)
      case .identity, .accessConfig, .computeConfig: try kubernetesAccess(key, tape, member, &access)
      case .tags: service.tags = try tags(tape, member)
      default: break
      }
    }
    try add(service, .arn, tape, node)
    if estate.kubernetesClusters[service.arn] == nil {
      (access.arn, access.name, access.owner, access.region) = (
        service.arn, service.name, service.owner, service.region
      )
      estate.kubernetesClusters[service.arn] = access
    }
  }

  private mutating func networkConfiguration(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ service: inout ManagedService
  ) throws(SnapshotFault) {
    var names: [Symbol] = []
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .vpcId: service.vpc = try symbol(tape, member)
      case .subnetIds: service.subnets = try symbols(tape, member)
      case .securityGroupIds: names += try symbols(tape, member)
      case .clusterSecurityGroupId: names.append(try symbol(tape, member))
      case .endpointPublicAccess: service.isPubliclyAccessible = try bool(tape, member)
      default: break
      }
    }
    names.removeAll { $0.isEmpty }
    service.groups = names.isEmpty ? .none : estate.intern(groups: names)
  }

  /// Reads an element of `Functions`.
  mutating func function(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var service = service(.function, tape, node)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .FunctionArn: try setARN(&service, tape, member)
      case .FunctionName: service.name = try symbol(tape, member)
      case .Role: service.role = try symbol(tape, member)
      case .VpcConfig:
        service.vpc = try symbol(tape, member, .VpcId)
        if let list = try self.member(tape, member, .SubnetIds) { service.subnets = try symbols(tape, list) }
        if let list = try self.member(tape, member, .SecurityGroupIds) {
          service.groups = try groups(tape, list, nil)
        }
      case .Tags: service.tags = try tags(tape, member)
      default: break
      }
    }
    try add(service, .FunctionArn, tape, node)
  }

  private func service(
    _ kind: ManagedService.Kind,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) -> ManagedService {
    ManagedService(
      arn: .empty,
      name: .empty,
      kind: kind,
      owner: account,
      region: region,
      vpc: .empty,
      subnets: [],
      groups: .none,
      provenance: place(tape, node)
    )
  }

  private mutating func setARN(
    _ service: inout ManagedService,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) {
    service.arn = try symbol(tape, node)
    let parts = partsOfARN(service.arn)
    if !parts.account.isEmpty { (service.region, service.owner) = parts }
  }

  /// Adds a database twice: as what answers at an address, which its ARN names, and as what holds data.
  private mutating func addDatabase(
    _ service: ManagedService,
    _ store: DataStore,
    _ key: AWSKey,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) {
    let count = estate.services.count
    try add(service, key, tape, node)
    guard estate.services.count > count else { return }
    var store = store
    (store.arn, store.name, store.owner, store.region) = (service.arn, service.name, service.owner, service.region)
    store.tags = service.tags
    _ = estate.dataStores.append(store)
  }

  private mutating func add(
    _ service: ManagedService,
    _ key: AWSKey,
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) {
    try require(service.arn, key, tape, node)
    guard isNew(service.arn, tape, node) else { return }
    estate.bind(service.arn, to: .service(estate.services.append(service)))
  }
}
