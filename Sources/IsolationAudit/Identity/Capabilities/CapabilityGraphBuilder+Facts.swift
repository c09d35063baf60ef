// The ways that the estate's facts show by themselves.
extension CapabilityGraphBuilder {
  mutating func addFacts() {
    addSessions()
    addHoldings()
    addClusters()
    addPersons()
    addClientVPN()
  }

  /// The steps of the graph of roles.
  private mutating func addSessions() {
    for edge in assumptions.edges { addSession(edge) }
  }

  /// A step of the graph of roles.
  mutating func addSession(_ edge: AssumeRoleEdge) {
    let grant = CapabilityEdge.Grant(
      action: edge.action,
      resource: assumptions[edge.to].arn,
      identityStatements: edge.identityStatements,
      resourceStatements: edge.trustStatements
    )
    add(
      edge.action.replacing(":", with: "-"),
      from: Int32(edge.from.index),
      to: Int32(edge.to.index),
      CapabilityGraph.Basis(residual: edge.residual, grants: [grant], gaps: edge.gaps),
      edge.standing
    )
  }

  /// The roles that workloads run with.
  ///
  /// Nobody gets the role of a cluster's control plane through the cluster.
  private mutating func addHoldings() {
    for use in assumptions.roleUses {
      guard let role = assumptions.principal(use.role) else { continue }
      for user in use.uses where user.kind != .cluster {
        guard let workload = workload(user.kind, user.id) else { continue }
        add(
          user.kind == .instance ? "ec2-imds" : "workload-role",
          from: workload,
          to: Int32(role.index),
          CapabilityGraph.Basis(provenance: user.provenance)
        )
      }
    }
  }

  // MARK: Kubernetes

  private mutating func addClusters() {
    var provider: [Symbol: [Symbol]] = [:]
    for record in estate.identityProviders.records where !record.url.isEmpty {
      provider[record.url, default: []].append(record.arn)
    }
    let clusters = estate.kubernetesClusters.values.sorted { estate.symbols[$0.arn] < estate.symbols[$1.arn] }
    for cluster in clusters {
      guard let node = workload(.cluster, estate.symbols[cluster.arn]) else { continue }
      addPods(of: cluster, node)
      for arn in (provider[cluster.issuer] ?? []).sorted(by: { estate.symbols[$0] < estate.symbols[$1] })
      where !cluster.issuer.isEmpty {
        guard let vouching = assumptions.principal(estate.symbols[arn]) else { continue }
        add(
          "eks-IRSA",
          from: node,
          to: Int32(vouching.index),
          CapabilityGraph.Basis(provenance: cluster.provenance)
        )
      }
      addAccessEntries(of: cluster, node)
    }
  }

  /// Whoever runs pods in a cluster runs them as any service account and on any node.
  private mutating func addPods(of cluster: KubernetesCluster, _ node: Int32) {
    let arn = estate.symbols[cluster.arn]
    var names: Set<String> = []
    for identity in cluster.podIdentities ?? [] {
      names.insert("\(estate.symbols[identity.namespace])/\(estate.symbols[identity.serviceAccount]) of \(arn)")
    }
    let basis = CapabilityGraph.Basis(provenance: cluster.provenance)
    for name in names.sorted() {
      if let pods = workload(.pods, name) { add("eks-pods", from: node, to: pods, basis) }
    }
    if let nodes = workload(.nodes, arn) { add("eks-pods", from: node, to: nodes, basis) }
  }

  private mutating func addAccessEntries(of cluster: KubernetesCluster, _ node: Int32) {
    let name = estate.symbols[cluster.arn]
    func miss(_ message: String) {
      gaps.append(
        IdentityGap(
          kind: .clusterAccess,
          account: estate.symbols[cluster.owner],
          subject: name,
          message: message,
          provenance: cluster.provenance
        )
      )
    }
    if cluster.authenticationMode != .api {
      miss("whom EKS cluster \(name) lets in by its aws-auth ConfigMap is not in the snapshot")
    }
    if cluster.authenticationMode == .configMap { return }
    guard let entries = cluster.accessEntries else {
      miss("the access entries of EKS cluster \(name) are not in the snapshot")
      return
    }
    for entry in entries {
      guard let principal = assumptions.principal(estate.symbols[entry.principal]) else { continue }
      var basis = CapabilityGraph.Basis(provenance: entry.provenance)
      var standing = AssumeRoleEdge.Standing.allowed
      let policies = entry.policies?.map { estate.symbols[$0] }
      let groups = entry.groups.map { estate.symbols[$0] }.filter { !$0.hasPrefix("system:") }
      if !(policies ?? []).contains(where: Self.letsRunPods) {
        if policies == nil {
          standing = .unknown
          basis.gaps = ["the access policies of \(estate.symbols[entry.principal]) in \(name) are not in the snapshot"]
        } else {
          let others = (policies ?? []).filter { !Self.letsNobodyRunPods($0) }
          if groups.isEmpty && others.isEmpty { continue }
          standing = .conditional
          basis.residual = [
            .fact(
              groups.isEmpty
                ? "one of the access policies \(others.joined(separator: ", ")) lets its holder run or enter pods"
                : "Kubernetes lets one of the groups \(groups.joined(separator: ", ")) run or enter pods"
            )
          ]
        }
      }
      add("eks-exec", from: Int32(principal.index), to: node, basis, standing)
    }
  }

  /// Whether an access policy of EKS lets its holder make pods or enter them (EKS User Guide, Review access policy
  /// permissions).
  private static func letsRunPods(_ policy: String) -> Bool {
    ["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy", "AmazonEKSEditPolicy"].contains {
      policy.hasSuffix("/" + $0)
    }
  }

  /// Whether an access policy of EKS is known to let its holder neither make nor enter pods; of others that is open.
  private static func letsNobodyRunPods(_ policy: String) -> Bool {
    [
      "AmazonEKSViewPolicy", "AmazonEKSAdminViewPolicy", "AmazonEKSAutoNodePolicy", "AmazonEKSHybridPolicy",
      "AmazonEKSClusterInsightsPolicy",
    ].contains { policy.hasSuffix("/" + $0) }
  }

  // MARK: Persons

  /// The roles of permission sets, by permission set and account.
  var rolesOfPermissionSets: [(set: String, account: String, role: PrincipalID, provenance: Provenance)] {
    assumptions.roleUses.flatMap { use in
      use.uses.compactMap { user in
        guard user.kind == .permissionSet, let role = assumptions.principal(use.role) else { return nil }
        return (user.id, user.account, role, user.provenance)
      }
    }
  }

  /// The persons behind a user or group of the identity store.
  func persons(_ id: Symbol, isGroup: Bool) -> [Symbol] {
    isGroup ? estate.directoryIdentities[id]?.members ?? [] : [id]
  }

  private mutating func addPersons() {
    var roles: [[String]: [PrincipalID]] = [:]
    for held in rolesOfPermissionSets { roles[[held.set, held.account], default: []].append(held.role) }
    var seen: Set<[Int32]> = []
    for assignment in estate.permissionSetAssignments {
      let key = [estate.symbols[assignment.permissionSet], estate.symbols[assignment.account]]
      for role in roles[key] ?? [] {
        for person in persons(assignment.directoryID, isGroup: assignment.isGroup) {
          guard let node = node(.person(person)), seen.insert([node, Int32(role.index)]).inserted else { continue }
          add(
            "identity-center-assignment",
            from: node,
            to: Int32(role.index),
            CapabilityGraph.Basis(provenance: assignment.provenance)
          )
        }
      }
      if assignment.isGroup, estate.directoryIdentities[assignment.directoryID]?.members == nil {
        gaps.append(
          IdentityGap(
            kind: .groupMembers,
            account: key[1],
            subject: estate.symbols[assignment.directoryID],
            message: "the members of group \(estate.symbols[assignment.directoryID]) are not in the snapshot",
            provenance: assignment.provenance
          )
        )
      }
    }
  }

  /// The groups of authorization rules that are groups of IAM Identity Center, and everybody where a rule admits all.
  private mutating func addClientVPN() {
    let everybody = nodes.indices.compactMap { place in
      if case .person = nodes[place] { Int32(place) } else { nil }
    }
    for id in estate.clientVPNEndpoints.ids {
      let endpoint = estate.clientVPNEndpoints[id]
      let foothold = CapabilityFoothold(
        kind: .clientVPNEndpoint,
        id: estate.symbols[endpoint.id],
        account: estate.symbols[endpoint.owner],
        record: .clientVPNEndpoint(id),
        provenance: endpoint.provenance
      )
      guard let node = node(.foothold(foothold)), let row = CapabilityKind("client-vpn-group")?.row else { continue }
      if let rule = endpoint.authorizationRules?.first(where: { $0.isActive && $0.admitsAll }), !everybody.isEmpty {
        add(
          "client-vpn-group",
          from: hub(everybody, ofCallers: true),
          to: node,
          CapabilityGraph.Basis(residual: row.unless.map { [.fact($0)] } ?? [], provenance: rule.provenance),
          .conditional
        )
        continue
      }
      var seen: Set<Symbol> = []
      for rule in endpoint.authorizationRules ?? [] where rule.isActive && !rule.admitsAll {
        for person in persons(rule.group, isGroup: true) where seen.insert(person).inserted {
          guard let from = self.node(.person(person)) else { continue }
          add(
            "client-vpn-group",
            from: from,
            to: node,
            CapabilityGraph.Basis(
              residual: row.unless.map { [.fact($0)] } ?? [],
              provenance: rule.provenance
            ),
            .conditional
          )
        }
      }
    }
  }
}
