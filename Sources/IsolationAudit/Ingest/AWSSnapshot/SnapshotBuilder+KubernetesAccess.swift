// What EKS tells of identities: the cluster's own answer, access entries, pod identities, and the roles of nodes.
extension SnapshotBuilder {
  /// Reads `identity`, `accessConfig` or `computeConfig` of a cluster.
  mutating func kubernetesAccess(
    _ key: AWSKey,
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ cluster: inout KubernetesCluster
  ) throws(SnapshotFault) {
    switch key {
    case .identity:
      guard let provider = try member(tape, node, .oidc) else { return }
      let issuer = try symbol(tape, provider, .issuer)
      cluster.issuer = withoutScheme(issuer)
    case .accessConfig:
      guard let mode = try member(tape, node, .authenticationMode) else { return }
      switch try text(tape, mode) {
      case "CONFIG_MAP": cluster.authenticationMode = .configMap
      case "API": cluster.authenticationMode = .api
      case "API_AND_CONFIG_MAP": cluster.authenticationMode = .apiAndConfigMap
      default: throw wrongKind(tape, mode, expected: "CONFIG_MAP, API or API_AND_CONFIG_MAP")
      }
    default:
      let role = try symbol(tape, node, .nodeRoleArn)
      if !role.isEmpty { cluster.nodeRoles = [role] }
    }
  }

  private mutating func clusterName(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> SnapshotStaging.ClusterName {
    let name = try symbol(tape, node, .clusterName)
    try require(name, .clusterName, tape, node)
    return SnapshotStaging.ClusterName(account: account, region: region, name: name, provenance: place(tape, node))
  }

  /// Reads an element of `accessEntries`: a cluster with its entries, or one entry.
  mutating func accessEntries(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let cluster = try clusterName(tape, node)
    var entries: [KubernetesCluster.AccessEntry] = []
    if let list = try member(tape, node, .accessEntries) {
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) { entries.append(try accessEntry(tape, element)) }
    } else {
      entries.append(try accessEntry(tape, node))
    }
    staged.accessEntries.append((cluster, entries))
  }

  private mutating func accessEntry(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> KubernetesCluster.AccessEntry {
    let principal = try symbol(tape, node, .principalArn)
    try require(principal, .principalArn, tape, node)
    var entry = KubernetesCluster.AccessEntry(
      principal: principal,
      groups: [],
      policies: nil,
      provenance: place(tape, node)
    )
    if let list = try member(tape, node, .kubernetesGroups) { entry.groups = try symbols(tape, list) }
    if let list = try member(tape, node, .associatedAccessPolicies) {
      entry.policies = try symbols(tape, list, .policyArn)
    }
    return entry
  }

  /// Reads an element of `podIdentityAssociations`: a cluster with its associations, or one association.
  mutating func podIdentities(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let cluster = try clusterName(tape, node)
    var identities: [KubernetesCluster.PodIdentity] = []
    if let list = try member(tape, node, .associations) {
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) { identities += try podIdentity(tape, element) }
    } else {
      identities += try podIdentity(tape, node)
    }
    staged.podIdentities.append((cluster, identities))
  }

  /// An association with a target role gives pods the credentials of that role, by way of its own.
  private mutating func podIdentity(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> [KubernetesCluster.PodIdentity] {
    let role = try symbol(tape, node, .roleArn)
    try require(role, .roleArn, tape, node)
    let identity = KubernetesCluster.PodIdentity(
      namespace: try symbol(tape, node, .namespace),
      serviceAccount: try symbol(tape, node, .serviceAccount),
      role: role,
      provenance: place(tape, node)
    )
    let target = try symbol(tape, node, .targetRoleArn)
    if target.isEmpty { return [identity] }
    var other = identity
    other.role = target
    return [identity, other]
  }

  /// Reads an element of `nodegroups` or `fargateProfiles`: a cluster with all of its own, or one.
  mutating func nodeRoles(
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ list: AWSKey,
    _ role: AWSKey
  ) throws(SnapshotFault) {
    let cluster = try clusterName(tape, node)
    var roles: [Symbol] = []
    if let elements = try member(tape, node, list) {
      var elements = try array(tape, elements)
      while let element = elements.next(in: tape) { roles.append(try nodeRole(tape, element, role)) }
    } else {
      roles.append(try nodeRole(tape, node, role))
    }
    staged.nodeRoles.append((cluster, list, roles))
  }

  private mutating func nodeRole(_ tape: borrowing JSONTape, _ node: Int, _ key: AWSKey) throws(SnapshotFault) -> Symbol
  {
    let role = try symbol(tape, node, key)
    try require(role, key, tape, node)
    return role
  }

  /// Puts entries, pod identities and node roles into clusters.
  mutating func joinKubernetesAccess() {
    guard !staged.accessEntries.isEmpty || !staged.podIdentities.isEmpty || !staged.nodeRoles.isEmpty else { return }
    var clusters: [Symbol: [Symbol]] = [:]
    let all = estate.kubernetesClusters.values.sorted { $0.provenance < $1.provenance }
    for cluster in all { clusters[cluster.name, default: []].append(cluster.arn) }
    for (name, entries) in staged.accessEntries {
      guard let arn = cluster(name, clusters), var cluster = estate.kubernetesClusters[arn] else { continue }
      var known = cluster.accessEntries ?? []
      for entry in entries {
        guard let index = known.firstIndex(where: { $0.principal == entry.principal }) else {
          known.append(entry)
          continue
        }
        for group in entry.groups where !known[index].groups.contains(group) { known[index].groups.append(group) }
        guard let policies = entry.policies else { continue }
        let others = known[index].policies ?? []
        known[index].policies = others + policies.filter { !others.contains($0) }
      }
      cluster.accessEntries = known
      estate.kubernetesClusters[arn] = cluster
    }
    for (name, identities) in staged.podIdentities {
      guard let arn = cluster(name, clusters) else { continue }
      let known = estate.kubernetesClusters[arn]?.podIdentities ?? []
      estate.kubernetesClusters[arn]?.podIdentities = known + identities
    }
    var told: [Symbol: Set<AWSKey>] = [:]
    for (name, list, roles) in staged.nodeRoles {
      guard let arn = cluster(name, clusters) else { continue }
      told[arn, default: []].insert(list)
      var known = estate.kubernetesClusters[arn]?.nodeRoles ?? []
      for role in roles where !known.contains(role) { known.append(role) }
      estate.kubernetesClusters[arn]?.nodeRoles = known
      let isWhole = told[arn]?.count == 2
      estate.kubernetesClusters[arn]?.knowsAllNodeRoles = isWhole
    }
  }

  /// The ARN of the one cluster that a name can mean; `nil` with a remark when there is none, or several.
  private mutating func cluster(_ name: SnapshotStaging.ClusterName, _ clusters: [Symbol: [Symbol]]) -> Symbol? {
    let found = (clusters[name.name] ?? []).filter { arn in
      guard let cluster = estate.kubernetesClusters[arn] else { return false }
      return (name.account.isEmpty || cluster.owner == name.account)
        && (name.region.isEmpty || cluster.region == name.region)
    }
    if found.count == 1 { return found[0] }
    // A cluster that something else of EKS names is missing from the list of clusters.
    if found.isEmpty, !name.account.isEmpty, !name.region.isEmpty {
      estate.completeness.record(.init(account: name.account, region: name.region, list: "Clusters"), .truncated)
    }
    remarks.add(
      found.isEmpty ? .note : .warning,
      "stale-reference",
      found.isEmpty
        ? "names cluster `\(estate.symbols[name.name])`, which is not in the snapshot"
        : "names cluster `\(estate.symbols[name.name])`, of which there are \(found.count), expected a folder that tells "
          + "account and Region",
      at: name.provenance,
      resource: estate.symbols[name.name]
    )
    return nil
  }
}
