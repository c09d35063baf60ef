/// Something that runs with a role: whoever can run code on it holds the role.
package struct WorkloadUse: Hashable, Sendable {
  package enum Kind: Int, Hashable, Sendable, Comparable {
    case instance, function, cluster, database, instanceProfile

    package static func < (lhs: Kind, rhs: Kind) -> Bool { lhs.rawValue < rhs.rawValue }

    /// What it is, in AWS's words.
    package var name: String {
      switch self {
      case .instance: "instance"
      case .function: "function"
      case .cluster: "EKS cluster"
      case .database: "database"
      case .instanceProfile: "instance profile"
      }
    }
  }

  package let kind: Kind
  /// The id of an instance, the ARN of anything else.
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
  }

  private mutating func add(
    _ kind: WorkloadUse.Kind,
    _ id: Symbol,
    _ account: Symbol,
    _ role: Symbol,
    _ record: Estate.Handle,
    _ provenance: Provenance
  ) {
    let use = WorkloadUse(
      kind: kind,
      id: estate.symbols[id],
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
