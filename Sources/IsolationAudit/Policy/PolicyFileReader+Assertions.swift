// Reading assertions.

extension PolicyFileReader {
  /// Reads an assertion.
  mutating func assertion(_ node: YAMLNode) -> Assertion? {
    let before = diagnostics.count
    let keys = PolicyKeys.assertion + PolicyKeys.kinds
    guard let fields = fields(of: node, "an assertion", keys: keys, tolerated: PolicyKeys.unevaluatedKinds)
    else { return nil }
    let id = text(fields["id"])
    if let id, let entry = fields["id"] {
      _ = checkName(id, of: "an assertion", at: entry.value.location)
    }
    let title = text(fields["title"])
    for key in ["id", "title"] where fields[key] == nil {
      report("missing-key", "an assertion needs `\(key)`", at: node.location)
    }
    let summary = text(fields["description"])
    let severity = fields["severity"].flatMap {
      word($0.value, of: "severity", plural: "severities", as: Severity.self)
    }
    let controls = controls(fields["controls"])
    let rationale = text(fields["rationale"])
    let remediation = text(fields["remediation"])
    let kind = kind(fields, at: node.location)
    guard diagnostics.count == before, let id, let title, let kind else { return nil }
    return Assertion(
      id: id,
      title: title,
      summary: summary,
      severity: severity ?? .high,
      controls: controls,
      rationale: rationale,
      remediation: remediation,
      kind: kind,
      location: node.location
    )
  }

  private mutating func controls(_ entry: YAMLEntry?) -> [ControlReference] {
    guard let entry else { return [] }
    var places: [ControlReference: SourceLocation] = [:]
    return oneOrMore(entry, what: "a control such as `pci-dss-4.0.1/6.5.3`") { reader, node, text in
      do throws(ControlReference.Fault) {
        let control = try ControlReference(text)
        if let first = places[control] {
          reader.report("duplicate-control", "`\(text)` is listed already at line \(first.line)", at: node.location)
          return nil
        }
        places[control] = node.location
        return control
      } catch {
        switch error {
        case .malformed:
          reader.report(
            "bad-control",
            "`\(text.abbreviated)` is no control, expected `framework-version/id` such as `pci-dss-4.0.1/6.5.3`",
            at: node.location
          )
        case .missingVersion(let framework):
          reader.report(
            "bad-control",
            "`\(text.abbreviated)` names no version of \(framework), expected `framework-version/id` such as "
              + "`pci-dss-4.0.1/6.5.3`",
            at: node.location
          )
        }
        return nil
      }
    }
  }

  private mutating func kind(_ fields: PolicyFields, at location: SourceLocation) -> AssertionKind? {
    for entry in fields.entries where PolicyKeys.unevaluatedKinds.contains(entry.key) {
      report(
        "kind-not-evaluated",
        "this version cannot evaluate `\(entry.key)`, so the assertion would never be checked; evaluated kinds: "
          + PolicyWording.names(PolicyKeys.kinds),
        at: entry.keyLocation
      )
    }
    let found = fields.entries.filter { PolicyKeys.kinds.contains($0.key) }
    guard let entry = found.first else {
      if !fields.entries.contains(where: { PolicyKeys.unevaluatedKinds.contains($0.key) }) {
        report(
          "missing-kind",
          "an assertion says what is asserted, by one of " + PolicyWording.names(PolicyKeys.kinds),
          at: location
        )
      }
      return nil
    }
    if found.count > 1 {
      report(
        "two-kinds",
        "an assertion has one kind; `\(found[1].key)` is the second after `\(entry.key)`",
        at: found[1].keyLocation
      )
      return nil
    }
    return kind(entry)
  }

  private mutating func kind(_ entry: YAMLEntry) -> AssertionKind? {
    switch entry.key {
    case "no-traffic":
      guard let fields = kindFields(entry, PolicyKeys.noTraffic), let scope = scope(fields, entry, directed: true),
        let except = traffic(fields["except"])
      else { return nil }
      return .noTraffic(scope, except: except, maximumHops: chain(fields))
    case "only-traffic":
      return onlyTraffic(entry)
    case "no-assume-role":
      return noAssumeRole(entry)
    case "namespaced-parameters":
      return namespacedParameters(entry)
    case "limited-principals":
      return limitedPrincipals(entry)
    case "no-admin-bridge":
      return noAdminBridge(entry)
    case "no-data-access":
      return noDataAccess(entry)
    case "no-rewiring":
      return noRewiring(entry)
    case "no-path":
      return noPath(entry)
    case "one-way":
      return oneWay(entry)
    case "data-classes":
      return dataClasses(entry)
    default:
      guard let fields = kindFields(entry, PolicyKeys.symmetricScope),
        let scope = scope(fields, entry, directed: false)
      else { return nil }
      switch entry.key {
      case "separate-accounts": return .separateAccounts(scope)
      case "separate-vpcs": return .separateVPCs(scope)
      case "disjoint-address-space": return .disjointAddressSpace(scope)
      case "separate-vpn": return .separateVPN(scope)
      case "separate-roles": return .separateRoles(scope)
      case "separate-regions": return .separateRegions(scope)
      default: return nil
      }
    }
  }

  mutating func kindFields(_ entry: YAMLEntry, _ keys: [String]) -> PolicyFields? {
    fields(of: entry.value, "`\(entry.key)`", keys: keys)
  }

  /// How many connections a chain through other hosts may have to count: 2, unless `max-hops` says otherwise.
  private mutating func chain(_ fields: PolicyFields) -> Int? {
    let isTransitive = flag(fields["transitive"]) ?? false
    let hops = number(fields["max-hops"], in: 2...8)
    if let bound = fields["max-hops"], !isTransitive {
      report(
        "hops-without-chains",
        "`max-hops` of `no-traffic` bounds the chains that `transitive: true` asks for, and has no meaning without it",
        at: bound.keyLocation
      )
    }
    return isTransitive ? hops ?? 2 : nil
  }

  private mutating func onlyTraffic(_ entry: YAMLEntry) -> AssertionKind? {
    guard let fields = kindFields(entry, PolicyKeys.onlyTraffic) else { return nil }
    for key in PolicyKeys.onlyTraffic where fields[key] == nil {
      report("missing-key", "`only-traffic` needs `\(key)`", at: entry.keyLocation)
    }
    let from = selector(fields["from"])
    let to = selector(fields["to"])
    guard let from, let to, let allow = traffic(fields["allow"]), !allow.isEmpty else { return nil }
    return .onlyTraffic(from: from, to: to, allow: allow)
  }

  private mutating func noAssumeRole(_ entry: YAMLEntry) -> AssertionKind? {
    guard let fields = kindFields(entry, PolicyKeys.noAssumeRole) else { return nil }
    let scope = scope(fields, entry, directed: true)
    let hops = number(fields["max-hops"], in: 1...16)
    var exceptions: [RoleException] = []
    if let except = fields["except"] {
      let nodes = items(
        of: except.value,
        "except",
        what: "exceptions such as `{ role: \"arn:aws:iam::*:role/deploy\" }`"
      )
      exceptions = nodes.compactMap { roleException($0) }
    }
    return scope.map { .noAssumeRole($0, except: exceptions, maximumHops: hops) }
  }

  private mutating func roleException(_ node: YAMLNode) -> RoleException? {
    guard let fields = fields(of: node, "an exception", keys: PolicyKeys.roleException) else { return nil }
    let principals = arns(fields["principal"])
    let roles = arns(fields["role"])
    let reason = text(fields["reason"])
    if fields["role"] == nil {
      report("missing-key", "an exception needs `role`, the ARN of the role that may be reached", at: node.location)
    }
    if fields["reason"] == nil {
      report("missing-reason", "an exception needs `reason`: why this way is accepted", at: node.location)
    }
    guard let reason, !roles.isEmpty else { return nil }
    return RoleException(principals: principals, roles: roles, reason: reason, location: node.location)
  }

  mutating func arns(_ entry: YAMLEntry?) -> [Glob] {
    oneOrMore(entry, what: "the ARN of a principal") { reader, node, text in
      guard text.hasPrefix("arn:"), text.split(separator: ":", omittingEmptySubsequences: false).count >= 6 else {
        reader.report(
          "bad-arn",
          "`\(text.abbreviated)` is no ARN, expected something like `arn:aws:iam::123456789012:role/name`",
          at: node.location
        )
        return nil
      }
      return Glob(text)
    }
  }
}

// MARK: - Scopes

extension PolicyFileReader {
  /// Reads whom an assertion is about: `between`, `among`, or `from` and `to`; exactly one of them.
  mutating func scope(_ fields: PolicyFields, _ kind: YAMLEntry, directed: Bool) -> AssertionScope? {
    let forms = directed ? "`between`, `among`, or `from` and `to`" : "`between` or `among`"
    let present = fields.entries.filter { PolicyKeys.directedScope.contains($0.key) }
    guard let first = present.first else {
      report("missing-key", "`\(kind.key)` needs \(forms)", at: kind.keyLocation)
      return nil
    }
    let usesEnds = ["from", "to"].contains(first.key)
    if let second = present.dropFirst().first(where: { !(usesEnds && ["from", "to"].contains($0.key)) }) {
      report(
        "two-scopes",
        "`\(second.key)` cannot stand beside `\(first.key)`; `\(kind.key)` takes \(forms)",
        at: second.keyLocation
      )
      return nil
    }
    switch first.key {
    case "between":
      guard case .sequence(let items) = first.value.content, items.count >= 2 else {
        report(
          "wrong-type",
          "`between` takes a list of two selectors or more; found \(Self.sides(of: first.value))",
          at: place(of: first)
        )
        return nil
      }
      let sides = items.compactMap { selector($0, for: "between") }
      return sides.count == items.count ? .between(sides) : nil
    case "among":
      return selector(first).map(AssertionScope.among)
    default:
      guard directed else { return nil }
      for key in ["from", "to"] where fields[key] == nil {
        report("missing-key", "`\(first.key)` needs `\(key)` beside it", at: first.keyLocation)
      }
      let from = selector(fields["from"])
      guard let to = selector(fields["to"]), let from else { return nil }
      return .oneWay(from: from, to: to)
    }
  }

  /// What was found instead of two sides.
  private static func sides(of node: YAMLNode) -> String {
    if case .sequence(let items) = node.content, items.count == 1 { return "only one" }
    return node.kindDescription
  }
}
