/// Reads the elements of a policy, collecting faults instead of stopping at the first.
struct PolicyReader {
  let kind: PolicyDocument.Kind
  var version = PolicyVersion.v2008
  var faults: [PolicyFault] = []

  init(kind: PolicyDocument.Kind) { self.kind = kind }

  mutating func fault(_ pointer: String, _ message: String) {
    faults.append(PolicyFault(pointer: pointer, message: message))
  }

  mutating func document(_ value: JSONValue) -> PolicyDocument? {
    guard case .object(let members) = value else {
      fault("", "\(value.kindForFault) instead of a policy, expected an object with a Statement")
      return nil
    }
    var id: String?
    var statements: JSONValue?
    for member in members {
      switch member.key {
      case "Version":
        if case .string(let text) = member.value, let known = PolicyVersion(rawValue: text) {
          version = known
        } else {
          fault("/Version", "unknown policy version \(member.value.quotedForFault), expected 2012-10-17 or 2008-10-17")
        }
      case "Id":
        id = string(member.value, at: "/Id")
      case "Statement":
        statements = member.value
      default:
        fault("/" + member.key.escapedForPointer, "unknown element, expected Version, Id or Statement")
      }
    }
    switch statements {
    case nil:
      fault("", "no Statement, expected at least one")
      return nil
    case .array(let list):
      return PolicyDocument(
        version: version,
        id: id,
        statements: list.enumerated().compactMap { statement($1, at: "/Statement/\($0)") }
      )
    case .some(let single):
      return PolicyDocument(
        version: version,
        id: id,
        statements: [statement(single, at: "/Statement")].compactMap { $0 }
      )
    }
  }

  private mutating func statement(_ value: JSONValue, at pointer: String) -> PolicyStatement? {
    guard case .object(let members) = value else {
      fault(pointer, "\(value.kindForFault) instead of a statement, expected an object")
      return nil
    }
    var sid: String?
    var effect: PolicyStatement.Effect?
    var principals: PolicyStatement.Scope<PolicyPrincipal>?
    var actions: PolicyStatement.Scope<WildcardPattern>?
    var resources: PolicyStatement.Scope<PolicyText>?
    var conditions: [ConditionClause] = []
    for member in members {
      let place = "\(pointer)/\(member.key.escapedForPointer)"
      let isNegated = member.key.hasPrefix("Not")
      switch member.key {
      case "Sid":
        sid = string(member.value, at: place)
      case "Effect":
        effect = string(member.value, at: place).flatMap { PolicyStatement.Effect(rawValue: $0) }
        if effect == nil { fault(place, "effect \(member.value.quotedForFault), expected Allow or Deny") }
      case "Principal", "NotPrincipal":
        if principals != nil { fault(place, "both Principal and NotPrincipal, expected one of them") }
        principals = .init(patterns: self.principals(member.value, at: place), isNegated: isNegated)
      case "Action", "NotAction":
        if actions != nil { fault(place, "both Action and NotAction, expected one of them") }
        actions = .init(patterns: self.actions(member.value, at: place), isNegated: isNegated)
      case "Resource", "NotResource":
        if resources != nil { fault(place, "both Resource and NotResource, expected one of them") }
        let texts = strings(member.value, at: place)
        resources = .init(
          patterns: texts.map { PolicyText($0.text, version: version, wildcards: true) },
          isNegated: isNegated
        )
      case "Condition":
        conditions = self.conditions(member.value, at: place)
      default:
        fault(place, "unknown element of a statement")
      }
    }
    if effect == nil, !members.contains(where: { $0.key == "Effect" }) {
      fault(pointer, "no Effect, expected Allow or Deny")
    }
    if actions == nil { fault(pointer, "neither Action nor NotAction, expected one of them") }
    checkScope(principals: principals, hasResources: resources != nil, at: pointer)
    guard let effect, let actions else { return nil }
    return PolicyStatement(
      pointer: pointer,
      sid: sid,
      effect: effect,
      principals: principals,
      actions: actions,
      resources: resources,
      conditions: conditions
    )
  }

  /// Checks the elements that a policy's kind demands or forbids.
  private mutating func checkScope(
    principals: PolicyStatement.Scope<PolicyPrincipal>?,
    hasResources: Bool,
    at pointer: String
  ) {
    switch kind {
    case .identity, .boundary, .session, .serviceControl:
      if principals != nil {
        fault(pointer, "a principal, expected none: this \(kind.rawValue) is about whom it is attached to")
      }
      if !hasResources { fault(pointer, "neither Resource nor NotResource, expected one of them") }
    case .resource, .vpcEndpoint:
      if principals == nil { fault(pointer, "neither Principal nor NotPrincipal, expected one of them") }
    case .trust:
      if principals == nil { fault(pointer, "neither Principal nor NotPrincipal, expected one of them") }
      if hasResources { fault(pointer, "a resource in a trust policy, expected none: it is about its own role") }
    case .resourceControl:
      if let principals, principals.isNegated || principals.patterns != [.everyone] {
        fault(pointer, "a named principal in a resource control policy, expected \"*\"")
      }
      if !hasResources { fault(pointer, "neither Resource nor NotResource, expected one of them") }
    }
  }
}
