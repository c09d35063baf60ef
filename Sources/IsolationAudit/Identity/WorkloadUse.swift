/// Something that runs with a role: whoever can run code on it holds the role.
package struct WorkloadUse: Hashable, Sendable {
  package enum Kind: Int, Hashable, Sendable, Comparable {
    case instance, function, cluster, database, instanceProfile
    case containerService, taskDefinition, glueJob, glueEndpoint, buildProject, pipeline, notebook, stack
    case appRunnerService, stateMachine, pods, nodes, permissionSet

    package static func < (lhs: Kind, rhs: Kind) -> Bool { lhs.rawValue < rhs.rawValue }

    /// What it is, in AWS's words.
    package var name: String {
      switch self {
      case .instance: "instance"
      case .function: "function"
      case .cluster: "EKS cluster"
      case .database: "database"
      case .instanceProfile: "instance profile"
      case .containerService: Workload.Kind.containerService.name
      case .taskDefinition: Workload.Kind.taskDefinition.name
      case .glueJob: Workload.Kind.glueJob.name
      case .glueEndpoint: Workload.Kind.glueEndpoint.name
      case .buildProject: Workload.Kind.buildProject.name
      case .pipeline: Workload.Kind.pipeline.name
      case .notebook: Workload.Kind.notebook.name
      case .stack: Workload.Kind.stack.name
      case .appRunnerService: Workload.Kind.appRunnerService.name
      case .stateMachine: Workload.Kind.stateMachine.name
      case .pods: "service account"
      case .nodes: "nodes of EKS cluster"
      case .permissionSet: "permission set"
      }
    }

    /// The kind of use of a kind of workload.
    init(_ kind: Workload.Kind) {
      switch kind {
      case .containerService: self = .containerService
      case .taskDefinition: self = .taskDefinition
      case .glueJob: self = .glueJob
      case .glueEndpoint: self = .glueEndpoint
      case .buildProject: self = .buildProject
      case .pipeline: self = .pipeline
      case .notebook: self = .notebook
      case .stack: self = .stack
      case .appRunnerService: self = .appRunnerService
      case .stateMachine: self = .stateMachine
      }
    }
  }

  package let kind: Kind
  /// The id of an instance, the ARN of anything else; `namespace/name of ARN` for a service account of a cluster.
  package let id: String
  /// The account in which it stands.
  package let account: String
  /// The record of the estate, from which its VPC, subnet and tags, and so its environment, are known.
  package let record: Estate.Handle
  package let provenance: Provenance
}

/// A role and everything that runs with it.
package struct RoleUse: Hashable, Sendable {
  /// The role's ARN.
  package let role: String
  /// In order of kind and id.
  package let uses: [WorkloadUse]
}

/// Works out what runs with which role, and what cannot be told.
struct WorkloadSurvey {
  private let estate: Estate
  private var uses: [Symbol: [WorkloadUse]] = [:]
  /// The workloads whose role is not known.
  private(set) var gaps: [IdentityGap] = []

  init(_ estate: Estate) {
    self.estate = estate
    for id in estate.instanceProfiles.ids {
      let profile = estate.instanceProfiles[id]
      for role in profile.roles {
        add(.instanceProfile, profile.arn, profile.account, role, .instanceProfile(id), profile.provenance)
      }
    }
    for id in estate.instances.ids {
      let instance = estate.instances[id]
      if instance.instanceProfile.isEmpty { continue }
      guard let profile = estate.instanceProfile(instance.instanceProfile) else {
        let name = estate.symbols[instance.id]
        gaps.append(
          IdentityGap(
            kind: .workload,
            account: estate.symbols[instance.owner],
            subject: name,
            message:
              "instance \(name) runs with \(estate.symbols[instance.instanceProfile]), which is not in the snapshot",
            provenance: instance.provenance
          )
        )
        continue
      }
      for role in estate.instanceProfiles[profile].roles {
        add(.instance, instance.id, instance.owner, role, .instance(id), instance.provenance)
      }
    }
    for id in estate.services.ids {
      let service = estate.services[id]
      if service.role.isEmpty { continue }
      let kind: WorkloadUse.Kind =
        switch service.kind {
        case .function: .function
        case .kubernetesCluster: .cluster
        case .database, .databaseCluster: .database
        }
      add(kind, service.arn, service.owner, service.role, .service(id), service.provenance)
    }
    addWorkloads()
    addClusters()
    addPermissionSets()
  }

  private mutating func addWorkloads() {
    for id in estate.workloads.ids {
      let workload = estate.workloads[id]
      let kind = WorkloadUse.Kind(workload.kind)
      var roles: [Symbol] = []
      for role in [workload.role, workload.executionRole] + workload.otherRoles
      where !role.isEmpty && !roles.contains(role) {
        roles.append(role)
        add(kind, workload.arn, workload.owner, role, .workload(id), workload.provenance)
      }
      guard workload.hasUnknownRole else { continue }
      let name = estate.symbols[workload.arn]
      gaps.append(
        IdentityGap(
          kind: .workload,
          account: estate.symbols[workload.owner],
          subject: name,
          message: "the role of \(kind.name) \(name) is not in the snapshot",
          provenance: workload.provenance
        )
      )
    }
  }

  private mutating func addClusters() {
    for cluster in estate.kubernetesClusters.values.sorted(by: { $0.provenance < $1.provenance }) {
      guard let service = estate.service(cluster.arn) else { continue }
      let arn = estate.symbols[cluster.arn]
      var seen: Set<KubernetesCluster.PodIdentity> = []
      for identity in cluster.podIdentities ?? [] where seen.insert(identity).inserted {
        let name = "\(estate.symbols[identity.namespace])/\(estate.symbols[identity.serviceAccount]) of \(arn)"
        add(.pods, name, cluster.owner, identity.role, .service(service), identity.provenance)
      }
      for role in cluster.nodeRoles ?? [] {
        add(.nodes, arn, cluster.owner, role, .service(service), cluster.provenance)
      }
    }
  }

  /// The role of a permission set in an account is called `AWSReservedSSO_<name>_<16 hexadecimal digits>`.
  private mutating func addPermissionSets() {
    guard estate.permissionSets.count > 0, !estate.permissionSetAssignments.isEmpty else { return }
    let prefix = "AWSReservedSSO_"
    var roles: [Symbol: [String: [Symbol]]] = [:]
    for principal in estate.principals.records where principal.kind == .role {
      let name = estate.symbols[principal.name]
      guard name.hasPrefix(prefix), let end = name.lastIndex(of: "_"), end > name.startIndex else { continue }
      let set = String(name[..<end].dropFirst(prefix.count))
      roles[principal.account, default: [:]][set, default: []].append(principal.arn)
    }
    var seen: Set<[Symbol]> = []
    for assignment in estate.permissionSetAssignments {
      guard let id = estate.permissionSet(assignment.permissionSet),
        seen.insert([assignment.permissionSet, assignment.account]).inserted
      else { continue }
      let set = estate.permissionSets[id]
      for role in roles[assignment.account]?[estate.symbols[set.name]] ?? [] {
        add(.permissionSet, set.arn, assignment.account, role, .permissionSet(id), assignment.provenance)
      }
    }
  }

  private mutating func add(
    _ kind: WorkloadUse.Kind,
    _ id: Symbol,
    _ account: Symbol,
    _ role: Symbol,
    _ record: Estate.Handle,
    _ provenance: Provenance
  ) {
    add(kind, estate.symbols[id], account, role, record, provenance)
  }

  private mutating func add(
    _ kind: WorkloadUse.Kind,
    _ id: String,
    _ account: Symbol,
    _ role: Symbol,
    _ record: Estate.Handle,
    _ provenance: Provenance
  ) {
    let use = WorkloadUse(
      kind: kind,
      id: id,
      account: estate.symbols[account],
      record: record,
      provenance: provenance
    )
    uses[role, default: []].append(use)
    if estate.principal(role) == nil {
      let name = estate.symbols[role]
      gaps.append(
        IdentityGap(
          kind: .workload,
          account: use.account,
          subject: use.id,
          message: "\(kind.name) \(use.id) runs with role \(name), which is not in the snapshot",
          provenance: provenance
        )
      )
    }
  }

  /// What runs with each role, sorted by the role's ARN.
  var roleUses: [RoleUse] {
    uses.map { role, uses in
      RoleUse(role: estate.symbols[role], uses: uses.sorted { ($0.kind, $0.id) < ($1.kind, $1.id) })
    }.sorted { $0.role < $1.role }
  }
}
