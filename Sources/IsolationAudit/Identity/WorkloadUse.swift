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

extension WorkloadUse {
  /// What runs with each role, by the role's ARN, in order of kind and id.
  static func all(in estate: Estate) -> [Symbol: [WorkloadUse]] {
    var uses: [Symbol: [WorkloadUse]] = [:]
    for id in estate.instanceProfiles.ids {
      let profile = estate.instanceProfiles[id]
      for role in profile.roles {
        uses[role, default: []].append(
          WorkloadUse(
            kind: .instanceProfile,
            id: estate.symbols[profile.arn],
            account: estate.symbols[profile.account],
            record: .instanceProfile(id),
            provenance: profile.provenance
          )
        )
      }
    }
    for id in estate.instances.ids {
      let instance = estate.instances[id]
      guard let profile = estate.instanceProfile(instance.instanceProfile) else { continue }
      for role in estate.instanceProfiles[profile].roles {
        uses[role, default: []].append(
          WorkloadUse(
            kind: .instance,
            id: estate.symbols[instance.id],
            account: estate.symbols[instance.owner],
            record: .instance(id),
            provenance: instance.provenance
          )
        )
      }
    }
    for id in estate.services.ids {
      let service = estate.services[id]
      if service.role.isEmpty { continue }
      let kind: Kind =
        switch service.kind {
        case .function: .function
        case .kubernetesCluster: .cluster
        case .database, .databaseCluster: .database
        }
      uses[service.role, default: []].append(
        WorkloadUse(
          kind: kind,
          id: estate.symbols[service.arn],
          account: estate.symbols[service.owner],
          record: .service(id),
          provenance: service.provenance
        )
      )
    }
    return uses.mapValues { $0.sorted { ($0.kind, $0.id) < ($1.kind, $1.id) } }
  }
}
