/// Something that can be taken away, or forbidden, so that a principal may no longer do something.
enum IdentityElement: Hashable, Sendable {
  /// A statement of a policy: of an identity, of a resource, or of a role's trust policy.
  case statement(policy: Provenance, pointer: String)
  /// The attachment of a managed policy to a role, user or group.
  case attachment(of: Symbol, to: EstateID<IAMPrincipal>)
  /// What lets in fewer by a statement of a trust policy or of a resource's.
  case narrowing(StatementNarrowing)
  /// A Deny that a role or user gets.
  case denial(Denial)
  /// A role that a workload runs with.
  case role(EstateID<IAMPrincipal>, of: Estate.Handle)
  /// An element of the network.
  case network(RemovableElement)
}

/// A statement that denies a role or user some actions, whatever else allows them.
struct Denial: Hashable, Sendable {
  var holder: EstateID<IAMPrincipal>
  var actions: [String]
  /// ARNs, which may hold wildcards.
  var resources: [String]

  /// The statement, as IAM takes it.
  var statement: JSONValue {
    .object([
      .init(key: "Effect", value: .string("Deny")),
      .init(key: "Action", value: Self.oneOrMore(actions)),
      .init(key: "Resource", value: Self.oneOrMore(resources)),
    ])
  }

  private static func oneOrMore(_ texts: [String]) -> JSONValue {
    texts.count == 1 ? .string(texts[0]) : .array(texts.map { .string($0) })
  }

  /// The statement in JSON, as somebody pastes it into a policy.
  var text: String { statement.line }
}

/// A statement that a step rests on, with whose policy it is.
struct IdentitySupport: Hashable, Sendable {
  var statement: StatementReference
  /// Who takes the step; nothing for a statement of a resource's policy.
  var holder: EstateID<IAMPrincipal>?
}

/// A step of a way: what it rests on, of which something must go.
struct IdentityCutStep: Sendable {
  /// The statements that allow it.
  var supports: [IdentitySupport]
  /// What closes it besides.
  var others: [IdentityElement] = []
  /// Whether it leads into another environment; what stays in one is its own business and better left alone.
  var crosses = true
}

/// A finding about identities as a question that can be asked again of an estate with elements taken out.
struct IdentityCutSubject: Sendable {
  /// The id of the finding.
  var finding: String
  /// What the finding is about, whichever way leads there: a way to one of these keeps it.
  var ends: [String]
  /// To which of these this way leads; the first when left out.
  var end: String?
  /// The steps of the way, the last first.
  var steps: [IdentityCutStep]
}

extension Estate {
  /// The estate without some elements of its policies, and whom that concerns.
  ///
  /// A statement stays in its place and allows nothing, so that pointers to others keep their meaning.
  func removing(_ elements: [IdentityElement]) -> PolicyReduction {
    var statements: [Provenance: [StatementChange]] = [:]
    var attachments: [EstateID<IAMPrincipal>: Set<Symbol>] = [:]
    for element in elements {
      switch element {
      case .statement(let policy, let pointer): statements[policy, default: []].append((pointer, nil))
      case .narrowing(let narrowing):
        statements[narrowing.policy, default: []].append((narrowing.pointer, narrowing.change))
      case .attachment(let policy, let principal): attachments[principal, default: []].insert(policy)
      case .denial, .role, .network: continue
      }
    }
    var reduction = PolicyReduction(self)
    for element in elements {
      switch element {
      case .denial(let denial): reduction.deny(denial.statement, to: denial.holder)
      case .role(let role, let workload): reduction.takeRole(principals[role].arn, from: workload)
      case .statement, .narrowing, .attachment, .network: continue
      }
    }
    func reduced(_ policy: IAMPolicy) -> IAMPolicy? {
      guard let changes = statements[policy.provenance] else { return nil }
      var policy = policy
      policy.document = policy.document?.changing(changes)
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
      guard let changes = statements[managedPolicies[id].provenance] else { continue }
      reduction.setManagedPolicy(managedPolicies[id].document?.changing(changes), of: id)
    }
    for (arn, told) in resourcePolicies {
      if case .policy(let policy) = told, let policy = reduced(policy) { reduction.setPolicy(policy, of: arn) }
    }
    return reduction
  }
}

/// A statement's pointer, and what lets in fewer by it; `nil` for a statement that goes altogether.
typealias StatementChange = (pointer: String, change: StatementNarrowing.Change?)

extension JSONValue {
  /// A policy document in which some statements are about an action that no service has, or let in fewer.
  func changing(_ changes: [StatementChange]) -> JSONValue {
    guard case .object(var members) = self else { return self }
    for index in members.indices where members[index].key == "Statement" {
      for (pointer, change) in changes {
        switch members[index].value {
        case .array(var statements):
          guard let place = statements.indices.first(where: { pointer == "/Statement/\($0)" }) else { continue }
          statements[place] = statements[place].changed(by: change)
          members[index].value = .array(statements)
        case let statement: if pointer == "/Statement" { members[index].value = statement.changed(by: change) }
        }
      }
    }
    return .object(members)
  }

  private func changed(by change: StatementNarrowing.Change?) -> JSONValue {
    change.map { narrowed(by: $0) ?? self } ?? withoutActions
  }

  private var withoutActions: JSONValue {
    guard case .object(var members) = self else { return self }
    members.removeAll { ["Action", "NotAction"].contains($0.key) }
    members.append(Member(key: "Action", value: .string("removed:Removed")))
    return .object(members)
  }
}
