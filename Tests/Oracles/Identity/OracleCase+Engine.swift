import IsolationAudit

/// A case as the engine gets it: its policies as JSON text.
extension OracleCase {
  /// The engine's decision, under policies that it has read already or reads now.
  package func decision(under known: ApplicablePolicies? = nil) throws -> Decision {
    let request = AuthorizationRequest(
      principal: try principal(),
      action: action,
      resource: resource,
      resourceAccount: resourceAccount,
      context: try context()
    )
    return DecisionProcedure.decide(request, under: try known ?? policies())
  }

  private func principal() throws -> RequestPrincipal {
    guard let principal = RequestPrincipal(caller.text) else { throw Unreadable(text: caller.text) }
    return principal
  }

  /// What is known about the request, as the engine keeps it.
  package func context() throws -> RequestContext {
    var context = RequestContext(of: try principal(), otherwise: .absent)
    for (key, values) in known { context.set(key, to: .known(values)) }
    for key in unknown { context.set(key, to: .unknown) }
    return context
  }

  struct Unreadable: Error, CustomStringConvertible {
    var text: String
    var description: String { "the caller cannot be read: \(text)" }
  }

  /// The policies as the engine reads them.
  package func policies() throws -> ApplicablePolicies {
    func attached(_ policy: Policy, _ kind: PolicyDocument.Kind) throws -> AttachedPolicy {
      AttachedPolicy(
        try PolicyDocument(JSONValue(parsing: text(of: policy)), kind: kind),
        origin: PolicyOrigin(kind)
      )
    }
    var policies = ApplicablePolicies()
    policies.identity = try identity.map { try attached($0, .identity) }
    policies.boundary = try boundary.map { try attached($0, .boundary) }
    policies.session = try session.map { [try attached($0, .session)] }
    policies.resource = try resourcePolicy.map { try attached($0, isTrust ? .trust : .resource) }
    policies.serviceControl = try serviceControl?.map { try $0.map { try attached($0, .serviceControl) } }
    policies.resourceControl = try resourceControl?.map { try $0.map { try attached($0, .resourceControl) } }
    policies.vpcEndpoints = try vpcEndpoints.map { try attached($0, .vpcEndpoint) }
    policies.managementAccount = managementAccount
    policies.restrictsPublicBuckets = restrictsPublicBuckets
    return policies
  }

  /// A policy as JSON text; lists of one are written without brackets.
  func text(of policy: Policy) -> String {
    let statements = policy.map { text(of: $0) }
    let list = statements.count == 1 ? statements[0] : "[\(statements.joined(separator: ","))]"
    return version.isEmpty ? "{\"Statement\":\(list)}" : "{\"Version\":\"\(version)\",\"Statement\":\(list)}"
  }

  private func text(of statement: Statement) -> String {
    var members = ["\"Effect\":\"\(statement.effect)\""]
    if let principals = statement.principals {
      let name = statement.isNotPrincipal ? "NotPrincipal" : "Principal"
      if principals.contains(where: { $0.kind == "*" }) {
        members.append("\"\(name)\":\"*\"")
      } else {
        let kinds = ["AWS", "Service", "Federated"].compactMap { kind in
          let names = principals.filter { $0.kind == kind }.map(\.name)
          return names.isEmpty ? nil : "\"\(kind)\":\(text(of: names))"
        }
        members.append("\"\(name)\":{\(kinds.joined(separator: ","))}")
      }
    }
    members.append("\"\(statement.isNotAction ? "NotAction" : "Action")\":\(text(of: statement.actions))")
    if let resources = statement.resources {
      members.append("\"\(statement.isNotResource ? "NotResource" : "Resource")\":\(text(of: resources))")
    }
    // Conditions of one operator stand in one block, and one key stands once in it.
    var blocks: [(name: String, keys: [String])] = []
    for condition in statement.conditions {
      let entry = "\"\(condition.key)\":\(text(of: condition.values))"
      if let index = blocks.firstIndex(where: { $0.name == condition.operatorName }) {
        blocks[index].keys.append(entry)
      } else {
        blocks.append((condition.operatorName, [entry]))
      }
    }
    if !blocks.isEmpty {
      let texts = blocks.map { "\"\($0.name)\":{\($0.keys.joined(separator: ","))}" }
      members.append("\"Condition\":{\(texts.joined(separator: ","))}")
    }
    return "{\(members.joined(separator: ","))}"
  }

  private func text(of list: [String]) -> String {
    let quoted = list.map { "\"\($0)\"" }
    return quoted.count == 1 ? quoted[0] : "[\(quoted.joined(separator: ","))]"
  }
}

extension OracleCase: CustomStringConvertible {
  /// Everything that decides, for a failure's message.
  package var description: String {
    var lines = [
      "\(action) by \(caller.text) on \(resource) of \(resourceAccount), version \(version)",
      "known \(known.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }), unknown \(unknown)",
      "management account \(managementAccount ?? "none"), public access \(restrictsPublicBuckets ? "cut" : "not cut")",
    ]
    lines += identity.map { "identity \(text(of: $0))" }
    lines += [boundary].compactMap { $0 }.map { "boundary \(text(of: $0))" }
    lines += [session].compactMap { $0 }.map { "session \(text(of: $0))" }
    lines += [resourcePolicy].compactMap { $0 }.map { "resource \(text(of: $0))" }
    for (level, policies) in (serviceControl ?? []).enumerated() {
      lines += policies.map { "SCP \(level) \(text(of: $0))" }
    }
    for (level, policies) in (resourceControl ?? []).enumerated() {
      lines += policies.map { "RCP \(level) \(text(of: $0))" }
    }
    lines += vpcEndpoints.map { "endpoint \(text(of: $0))" }
    return lines.joined(separator: "\n  ")
  }
}

/// What remains to be met, judged in a world by the oracle's own means.
package struct ResidualJudge {
  let request: OracleCase
  let world: OracleWorld

  struct UnknownFact: Error, CustomStringConvertible {
    var sentence: String
    var description: String { "a fact that is not known here: \(sentence)" }
  }

  /// A judge of what the decision of a request leaves open, in one world.
  package init(request: OracleCase, world: OracleWorld) { (self.request, self.world) = (request, world) }

  /// Whether a decision allows the request in the world.
  package func allows(_ decision: Decision) throws -> Bool {
    guard decision.outcome == .allowed else { return false }
    return try decision.residual.allSatisfy { try holds($0) }
  }

  /// Whether a condition that was left open holds in the world.
  package func holds(_ expression: ConditionExpression) throws -> Bool {
    switch expression {
    case .condition(let name, let key, let values):
      return OracleCondition.holds(
        .init(operatorName: name, key: key, values: values),
        version: request.version,
        world.context
      )
    case .not(let inner): return try !holds(inner)
    case .all(let parts): return try parts.allSatisfy { try holds($0) }
    case .any(let parts): return try parts.contains { try holds($0) }
    case .fact(let sentence):
      let quoted = sentence.split(separator: "\"", omittingEmptySubsequences: false)
      if sentence.hasPrefix("the resource is covered by "), quoted.count == 3 {
        return OracleText.covers(String(quoted[1]), request.resource, version: request.version, world.context)
      }
      if sentence.hasPrefix("the session of role "), quoted.count == 3 { return world.session == quoted[1] }
      if sentence.hasPrefix("the federated session "), let user = sentence.split(separator: " ").last {
        return world.federatingUser == user
      }
      if sentence.hasPrefix("NotPrincipal applies although") { return world.deniesHalfListed }
      throw UnknownFact(sentence: sentence)
    }
  }
}
