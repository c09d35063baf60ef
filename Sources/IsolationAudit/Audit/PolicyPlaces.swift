/// The policies of an estate by the place that declares them.
struct PolicyPlaces {
  /// Whose a policy is.
  enum Owner {
    case trust(EstateID<IAMPrincipal>)
    case inline(EstateID<IAMPrincipal>, name: Symbol)
    case managed(Symbol)
    /// The ARN of a resource.
    case resource(Symbol)
  }

  /// A policy.
  struct Entry {
    var owner: Owner
    var document: JSONValue?
  }

  private var entries: [Provenance: Entry] = [:]
  /// How many roles, users and groups hold a managed policy, by its ARN.
  private var holders: [Symbol: Int] = [:]

  /// Looks at every policy of an estate once.
  init(_ estate: Estate) {
    func add(_ owner: Owner, _ document: JSONValue?, _ place: Provenance) {
      if entries[place] == nil { entries[place] = Entry(owner: owner, document: document) }
    }
    for id in estate.principals.ids {
      let record = estate.principals[id]
      if let trust = record.trustPolicy { add(.trust(id), trust.document, trust.provenance) }
      for policy in record.inlinePolicies { add(.inline(id, name: policy.name), policy.document, policy.provenance) }
      for policy in Set(record.attachedPolicies) { holders[policy, default: 0] += 1 }
    }
    for policy in estate.managedPolicies.records { add(.managed(policy.arn), policy.document, policy.provenance) }
    for (arn, told) in estate.resourcePolicies.sorted(by: { $0.key < $1.key }) {
      if case .policy(let policy) = told { add(.resource(arn), policy.document, policy.provenance) }
    }
  }

  /// The policy that a place declares.
  subscript(_ place: Provenance) -> Entry? { entries[place] }

  /// A statement, by its pointer in the policy that a place declares.
  func statement(at place: Provenance, _ pointer: String) -> JSONValue? {
    guard let statement = entries[place]?.document?["Statement"] else { return nil }
    guard let all = statement.array else { return pointer == "/Statement" ? statement : nil }
    guard let number = pointer.split(separator: "/").last.flatMap({ Int($0) }), all.indices.contains(number) else {
      return nil
    }
    return all[number]
  }

  /// A statement as it is after a change; `nil` where that cannot be made.
  func narrowed(by narrowing: StatementNarrowing) -> JSONValue? {
    statement(at: narrowing.policy, narrowing.pointer)?.narrowed(by: narrowing.change)
  }

  /// How many hold the managed policy that a place declares; one for any other policy.
  func holderCount(of place: Provenance) -> Int {
    if case .managed(let arn)? = entries[place]?.owner { holders[arn] ?? 0 } else { 1 }
  }
}

extension Estate {
  /// The places of all policies of users, roles, groups and resources.
  var policyPlaces: [Provenance] {
    var places: [Provenance] = []
    for record in principals.records {
      if let trust = record.trustPolicy { places.append(trust.provenance) }
      places += record.inlinePolicies.map(\.provenance)
    }
    places += managedPolicies.records.map(\.provenance)
    for case .policy(let policy) in resourcePolicies.values { places.append(policy.provenance) }
    return places
  }
}
