import IsolationAudit

/// What runs, what it runs from, and where it stands.
extension SmallEstate {
  static let region = "us-east-1"

  mutating func workload(
    _ kind: Workload.Kind,
    _ arn: String,
    _ account: String,
    role: String = "",
    code: [String] = [],
    change: (inout Workload) -> Void = { _ in }
  ) {
    var workload = Workload(
      arn: symbol(arn),
      name: symbol(arn),
      kind: kind,
      owner: symbol(account),
      region: symbol(Self.region),
      role: symbol(role),
      groups: estate.intern(groups: []),
      provenance: provenance
    )
    workload.codeSources = code.map { symbol($0) }
    change(&workload)
    let id = estate.workloads.append(workload)
    estate.bind(workload.arn, to: .workload(id))
  }

  mutating func service(
    _ kind: ManagedService.Kind,
    _ arn: String,
    _ account: String,
    role: String = "",
    code: [String] = []
  ) {
    var service = ManagedService(
      arn: symbol(arn),
      name: symbol(arn),
      kind: kind,
      owner: symbol(account),
      region: symbol(Self.region),
      vpc: .empty,
      subnets: [],
      groups: estate.intern(groups: []),
      role: symbol(role),
      provenance: provenance
    )
    service.codeSources = code.map { symbol($0) }
    let id = estate.services.append(service)
    estate.bind(service.arn, to: .service(id))
  }

  mutating func cluster(
    _ arn: String,
    _ account: String,
    mode: KubernetesCluster.AuthenticationMode?,
    issuer: String = "",
    change: (inout KubernetesCluster, inout SmallEstate) -> Void = { _, _ in }
  ) {
    service(.kubernetesCluster, arn, account)
    var cluster = KubernetesCluster(
      arn: symbol(arn),
      name: symbol(arn),
      owner: symbol(account),
      region: symbol(Self.region),
      provenance: provenance
    )
    (cluster.authenticationMode, cluster.issuer, cluster.accessEntries) = (mode, symbol(issuer), [])
    change(&cluster, &self)
    estate.kubernetesClusters[cluster.arn] = cluster
  }

  mutating func network(_ vpc: String, _ subnet: String, _ account: String, connectEndpoint: String? = nil) {
    let record = VPC(
      id: symbol(vpc),
      owner: symbol(account),
      region: symbol(Self.region),
      prefixes: [],
      provenance: provenance
    )
    let id = estate.vpcs.append(record)
    estate.bind(record.id, to: .vpc(id))
    let place = Subnet(
      id: symbol(subnet),
      vpc: record.id,
      owner: symbol(account),
      zone: .empty,
      prefixes: [],
      provenance: provenance
    )
    let added = estate.subnets.append(place)
    estate.bind(place.id, to: .subnet(added))
    guard let connectEndpoint else { return }
    let endpoint = InstanceConnectEndpoint(
      id: symbol(connectEndpoint),
      owner: symbol(account),
      vpc: record.id,
      subnet: place.id,
      isAvailable: true,
      networkInterfaces: [],
      preservesClientAddress: false,
      groups: estate.intern(groups: []),
      provenance: provenance
    )
    let door = estate.instanceConnectEndpoints.append(endpoint)
    estate.bind(endpoint.id, to: .instanceConnectEndpoint(door))
  }

  mutating func provider(_ arn: String, _ account: String, url: String = "") {
    var provider = IdentityProvider(arn: symbol(arn), account: symbol(account), provenance: provenance)
    provider.url = symbol(url)
    let id = estate.identityProviders.append(provider)
    estate.bind(provider.arn, to: .identityProvider(id))
  }

  mutating func profile(_ name: String, _ account: String, role: String) {
    let profile = InstanceProfile(
      arn: symbol("arn:aws:iam::\(account):instance-profile/\(name)"),
      name: symbol(name),
      account: symbol(account),
      roles: [symbol(role)],
      provenance: provenance
    )
    let id = estate.instanceProfiles.append(profile)
    estate.bind(profile.arn, to: .instanceProfile(id))
  }

  /// A permission set with its role in an account, assigned to persons through a group.
  mutating func permissionSet(_ name: String, in account: String, group: String, persons: [String]) throws {
    assignment(name, in: account, group: group, persons: persons)
    try role("AWSReservedSSO_\(name)_0123456789abcdef", account)
  }

  /// The assignment of a permission set in an account to persons through a group.
  mutating func assignment(_ name: String, in account: String, group: String, persons: [String]) {
    let instance = "arn:aws:sso:::instance/ssoins-1"
    let set = PermissionSet(
      arn: symbol("arn:aws:sso:::permissionSet/ssoins-1/ps-\(name)"),
      instance: symbol(instance),
      name: symbol(name),
      provenance: provenance
    )
    let id = estate.permissionSets.append(set)
    estate.bind(set.arn, to: .permissionSet(id))
    estate.permissionSetAssignments.append(
      PermissionSetAssignment(
        permissionSet: set.arn,
        account: symbol(account),
        isGroup: true,
        directoryID: symbol(group),
        provenance: provenance
      )
    )
    let members = persons.map { symbol($0) }
    estate.directoryIdentities[symbol(group)] = DirectoryIdentity(
      id: symbol(group),
      name: symbol(group),
      isGroup: true,
      members: members,
      owner: symbol(account),
      provenance: provenance
    )
    for person in members {
      estate.directoryIdentities[person] = DirectoryIdentity(
        id: person,
        name: person,
        isGroup: false,
        members: nil,
        owner: symbol(account),
        provenance: provenance
      )
    }
  }

  /// A Client VPN endpoint with an authorization rule for each of some groups.
  mutating func clientVPN(_ id: String, _ account: String, groups: [(group: String, isActive: Bool)]) throws {
    let anywhere = try IPPrefix("0.0.0.0/0")
    var endpoint = ClientVPNEndpoint(
      id: symbol(id),
      owner: symbol(account),
      region: symbol(Self.region),
      clientPrefix: nil,
      vpc: .empty,
      groups: estate.intern(groups: []),
      description: .empty,
      tags: .none,
      provenance: provenance
    )
    endpoint.authorizationRules = groups.map { rule in
      ClientVPNEndpoint.AuthorizationRule(
        destination: anywhere,
        group: symbol(rule.group),
        admitsAll: rule.group.isEmpty,
        isActive: rule.isActive,
        provenance: provenance
      )
    }
    let added = estate.clientVPNEndpoints.append(endpoint)
    estate.bind(endpoint.id, to: .clientVPNEndpoint(added))
  }
}
