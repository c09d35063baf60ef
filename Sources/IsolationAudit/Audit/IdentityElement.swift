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
  /// The estate without some elements of its policies, and whom that concerns.
  ///
  /// A statement stays in its place and allows nothing, so that pointers to others keep their meaning.
  func removing(_ elements: [IdentityElement]) -> PolicyReduction {
    var statements: [Provenance: Set<String>] = [:]
    var attachments: [EstateID<IAMPrincipal>: Set<Symbol>] = [:]
    for element in elements {
      switch element {
      case .statement(let policy, let pointer): statements[policy, default: []].insert(pointer)
      case .attachment(let policy, let principal): attachments[principal, default: []].insert(policy)
      case .network: continue
      }
    }
    var reduction = PolicyReduction(self)
    func reduced(_ policy: IAMPolicy) -> IAMPolicy? {
      guard let pointers = statements[policy.provenance] else { return nil }
      var policy = policy
      policy.document = policy.document?.disabling(pointers)
      return policy
    }
    for (id, removed) in attachments { reduction.detach(removed, from: id) }
    guard !statements.isEmpty else { return reduction }
    for id in principals.ids {
      let record = principals[id]
      if let trust = record.trustPolicy.flatMap(reduced) { reduction.setTrust(trust, of: id) }
      for (index, policy) in record.inlinePolicies.enumerated() {
        if let policy = reduced(policy) { reduction.setInlinePolicy(policy, at: index, of: id) }
      }
    }
    for id in managedPolicies.ids {
      guard let pointers = statements[managedPolicies[id].provenance] else { continue }
      reduction.setManagedPolicy(managedPolicies[id].document?.disabling(pointers), of: id)
    }
    for (arn, told) in resourcePolicies {
      if case .policy(let policy) = told, let policy = reduced(policy) { reduction.setPolicy(policy, of: arn) }
    }
    return reduction
  }
}

extension JSONValue {
  /// A policy document in which some statements, by their pointers, are about an action that no service has.
  func disabling(_ pointers: Set<String>) -> JSONValue {
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
