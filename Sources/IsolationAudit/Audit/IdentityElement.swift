/// Something that can be taken away so that a principal may no longer do something.
enum IdentityElement: Hashable, Sendable {
  /// A statement of a policy: of an identity, of a resource, or of a role's trust policy.
  case statement(policy: Provenance, pointer: String)
  /// The attachment of a managed policy to a role, user or group.
  case attachment(of: Symbol, to: EstateID<IAMPrincipal>)
  /// An element of the network.
  case network(RemovableElement)
}

/// A statement that a step rests on, with whose policy it is.
struct IdentitySupport: Hashable, Sendable {
  var statement: StatementReference
  /// Who takes the step; nothing for a statement of a resource's policy.
  var holder: EstateID<IAMPrincipal>?
}

/// A finding about identities as a question that can be asked again of an estate with elements taken out.
struct IdentityCutSubject: Sendable {
  /// The id of the finding.
  var finding: String
  /// What the finding is about, whichever way leads there: a way to one of these keeps it.
  var ends: [String]
  /// To which of these this way leads; the first when left out.
  var end: String?
  /// What the way rests on, the last step first.
  var supports: [IdentitySupport]
  /// The packets that the way consists of besides, with what each of them needs.
  var network: [[RemovableElement]] = []
}

extension Estate {
  /// The estate without some elements of its policies.
  ///
  /// A statement stays in its place and allows nothing, so that pointers to others keep their meaning.
  func removing(_ elements: [IdentityElement]) -> Estate {
    var statements: [Provenance: Set<String>] = [:]
    var attachments: [EstateID<IAMPrincipal>: Set<Symbol>] = [:]
    for element in elements {
      switch element {
      case .statement(let policy, let pointer): statements[policy, default: []].insert(pointer)
      case .attachment(let policy, let principal): attachments[principal, default: []].insert(policy)
      case .network: continue
      }
    }
    var result = self
    func mend(_ policy: inout IAMPolicy, at place: Provenance) {
      guard let pointers = statements[place], let document = policy.document else { return }
      policy.document = document.disabling(pointers)
    }
    for id in principals.ids {
      let record = principals[id]
      if let removed = attachments[id] { result.principals[id].attachedPolicies.removeAll(where: removed.contains) }
      if statements.isEmpty { continue }
      if var trust = record.trustPolicy, statements[trust.provenance] != nil {
        mend(&trust, at: trust.provenance)
        result.principals[id].trustPolicy = trust
      }
      for (index, policy) in record.inlinePolicies.enumerated() where statements[policy.provenance] != nil {
        mend(&result.principals[id].inlinePolicies[index], at: policy.provenance)
      }
    }
    guard !statements.isEmpty else { return result }
    for id in managedPolicies.ids where statements[managedPolicies[id].provenance] != nil {
      mend(&result.managedPolicies[id], at: managedPolicies[id].provenance)
    }
    for (arn, told) in resourcePolicies {
      guard case .policy(var policy) = told, statements[policy.provenance] != nil else { continue }
      mend(&policy, at: policy.provenance)
      result.resourcePolicies[arn] = .policy(policy)
    }
    return result
  }
}

extension JSONValue {
  /// A policy document in which some statements, by their pointers, are about an action that no service has.
  fileprivate func disabling(_ pointers: Set<String>) -> JSONValue {
    guard case .object(var members) = self else { return self }
    for index in members.indices where members[index].key == "Statement" {
      switch members[index].value {
      case .array(var statements):
        for place in statements.indices where pointers.contains("/Statement/\(place)") {
          statements[place] = statements[place].withoutActions
        }
        members[index].value = .array(statements)
      case let statement:
        if pointers.contains("/Statement") { members[index].value = statement.withoutActions }
      }
    }
    return .object(members)
  }

  private var withoutActions: JSONValue {
    guard case .object(var members) = self else { return self }
    members.removeAll { ["Action", "NotAction"].contains($0.key) }
    members.append(Member(key: "Action", value: .string("removed:Removed")))
    return .object(members)
  }
}
