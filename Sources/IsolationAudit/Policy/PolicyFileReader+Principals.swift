// Reading assertions about names and principals.

extension PolicyFileReader {
  /// Reads `of`: each of some environments by itself.
  mutating func singleScope(_ fields: PolicyFields, _ kind: YAMLEntry) -> AssertionScope? {
    guard let entry = fields["of"] else {
      report("missing-key", "`\(kind.key)` needs `of`, a selector of environments", at: kind.keyLocation)
      return nil
    }
    return selector(entry).map(AssertionScope.each)
  }

  /// Reads the members of a list, each a mapping with a reason; `nil` when one cannot be read.
  mutating func reasoned<Value>(
    _ entry: YAMLEntry?,
    what: String,
    member: String,
    keys: [String],
    read: (inout PolicyFileReader, PolicyFields, String, SourceLocation) -> Value?
  ) -> [Value]? {
    guard let entry else { return [] }
    let nodes = items(of: entry.value, entry.key, what: what)
    let values = nodes.compactMap { node -> Value? in
      let before = diagnostics.count
      guard let fields = fields(of: node, member, keys: keys) else { return nil }
      for key in keys.prefix(1) where fields[key] == nil {
        report("missing-key", "\(member) needs `\(key)`", at: node.location)
      }
      if fields["reason"] == nil {
        report("missing-reason", "\(member) needs `reason`: why this is accepted", at: node.location)
      }
      let reason = text(fields["reason"])
      guard let value = read(&self, fields, reason ?? "", node.location), diagnostics.count == before else {
        return nil
      }
      return value
    }
    return values.count == nodes.count && !nodes.isEmpty ? values : nil
  }

  /// Reads `namespaced-parameters`.
  mutating func namespacedParameters(_ entry: YAMLEntry) -> AssertionKind? {
    guard let fields = kindFields(entry, PolicyKeys.namespacedParameters) else { return nil }
    let scope = singleScope(fields, entry)
    let secrets = flag(fields["secrets"]) ?? false
    let exceptions = reasoned(
      fields["except"],
      what: "exceptions such as `{ name: \"/shared/*\", reason: … }`",
      member: "an exception",
      keys: PolicyKeys.nameException
    ) { reader, fields, reason, location in
      let names = reader.globs(fields["name"], what: "the name of a parameter")
      return names.isEmpty ? nil : NameException(names: names, reason: reason, location: location)
    }
    guard let pattern = namespacePattern(fields["pattern"], entry), let scope, let exceptions else { return nil }
    return .namespacedParameters(
      scope,
      ParameterNamespace(pattern: pattern, coversSecrets: secrets, exceptions: exceptions)
    )
  }

  private mutating func namespacePattern(_ entry: YAMLEntry?, _ kind: YAMLEntry) -> NamespacePattern? {
    guard let entry else {
      report(
        "missing-key",
        "`\(kind.key)` needs `pattern`, the form of names, such as `\"/app/{environment}/{service}/*\"`",
        at: kind.keyLocation
      )
      return nil
    }
    guard let text = text(entry) else { return nil }
    do throws(NamespacePattern.Fault) {
      return try NamespacePattern(text)
    } catch {
      let problem =
        switch error {
        case .withoutEnvironment: "does not hold `{environment}`, so it would say nothing of an environment"
        case .brace: "has a brace without its partner"
        case .badName(let name):
          "has `{\(name.abbreviated)}`, expected a word of lower-case letters in the braces, such as `{service}`"
        }
      report("bad-namespace", "`\(text.abbreviated)` \(problem)", at: entry.value.location)
      return nil
    }
  }

  /// Reads `limited-principals`.
  mutating func limitedPrincipals(_ entry: YAMLEntry) -> AssertionKind? {
    guard let fields = kindFields(entry, PolicyKeys.limitedPrincipals) else { return nil }
    let scope = singleScope(fields, entry)
    let allow = reasoned(
      fields["allow"],
      what: "principals such as `{ principal: \"arn:aws:iam::*:role/pipeline\", reason: … }`",
      member: "a member of `allow`",
      keys: PolicyKeys.allowedPrincipal
    ) { reader, fields, reason, location in
      let principals = reader.principals(fields["principal"])
      let roles = reader.arns(fields["role"])
      let requiresMFA = reader.flag(fields["require-mfa"]) ?? false
      return principals.isEmpty
        ? nil
        : AllowedPrincipal(
          principals: principals,
          roles: roles,
          requiresMFA: requiresMFA,
          reason: reason,
          location: location
        )
    }
    guard let scope, let allow else { return nil }
    return .limitedPrincipals(scope, allow: allow)
  }

  /// Reads `no-admin-bridge`.
  mutating func noAdminBridge(_ entry: YAMLEntry) -> AssertionKind? {
    guard let fields = kindFields(entry, PolicyKeys.noAdminBridge) else { return nil }
    let scope = scope(fields, entry, directed: false)
    let exceptions = principalExceptions(fields["except"])
    guard let scope, let exceptions else { return nil }
    return .noAdminBridge(scope, except: exceptions)
  }

  private mutating func principalExceptions(_ entry: YAMLEntry?) -> [PrincipalException]? {
    reasoned(
      entry,
      what: "exceptions such as `{ principal: \"arn:aws:iam::123456789012:root\", reason: … }`",
      member: "an exception",
      keys: PolicyKeys.principalException
    ) { reader, fields, reason, location in
      let principals = reader.principals(fields["principal"])
      return principals.isEmpty ? nil : PrincipalException(principals: principals, reason: reason, location: location)
    }
  }

  /// Reads ARNs of principals, or names of services and public identity providers.
  mutating func principals(_ entry: YAMLEntry?) -> [Glob] {
    oneOrMore(entry, what: "the ARN of a principal, or the name of a service") { reader, node, text in
      let isARN = text.hasPrefix("arn:") && text.split(separator: ":", omittingEmptySubsequences: false).count >= 6
      let isName = !text.contains(":") && text.contains(".")
      guard isARN || isName || text == "*" else {
        reader.report(
          "bad-principal",
          "`\(text.abbreviated)` is no principal, expected an ARN such as `arn:aws:iam::123456789012:role/name`, the name "
            + "of a service such as `scheduler.amazonaws.com`, or `\"*\"`",
          at: node.location
        )
        return nil
      }
      return Glob(text)
    }
  }
}
