// Reading environments and outside sites.

extension PolicyFileReader {
  /// Reads an environment.
  mutating func environment(_ entry: YAMLEntry) -> Environment? {
    let isNamed = checkName(entry.key, of: "an environment", at: entry.keyLocation)
    guard let fields = fields(of: entry.value, "an environment", keys: PolicyKeys.environment) else { return nil }
    var environment = Environment(name: entry.key, match: [], location: entry.keyLocation)
    environment.tier = tier(fields["tier"])
    environment.title = text(fields["title"])
    environment.summary = text(fields["description"])
    guard let match = fields["match"] else {
      report(
        "missing-key",
        "environment `\(entry.key)` needs `match`, a list of what belongs to it",
        at: entry.keyLocation
      )
      return nil
    }
    for item in items(of: match.value, "match", what: "clauses such as `account: \"123456789012\"`") {
      if let clause = clause(item) { environment.match.append(clause) }
    }
    return isNamed && !environment.match.isEmpty ? environment : nil
  }

  /// Reads the name of a tier where it is declared.
  private mutating func tier(_ entry: YAMLEntry?) -> String? {
    guard let entry, let text = text(entry) else { return nil }
    return checkName(text, of: "a tier", at: entry.value.location) ? text : nil
  }

  private mutating func clause(_ node: YAMLNode) -> MatchClause? {
    let before = diagnostics.count
    guard let fields = fields(of: node, "a clause of `match`", keys: PolicyKeys.clause) else { return nil }
    guard !fields.entries.isEmpty else {
      report("empty-clause", "a clause without keys would match everything; name what belongs here", at: node.location)
      return nil
    }
    var clause = MatchClause(location: node.location)
    clause.accounts = accounts(fields["account"])
    clause.organizationalUnits = organizationalUnits(fields["organizational-unit"])
    clause.vpcs = globs(fields["vpc"], what: "the id or name of a VPC")
    clause.subnets = globs(fields["subnet"], what: "the id or name of a subnet")
    clause.tags = tags(fields["tag"])
    clause.names = globs(fields["name"], what: "a name")
    clause.regions = globs(fields["region"], what: "a Region")
    clause.resources = globs(fields["resource"], what: "an id or ARN")
    return diagnostics.count == before ? clause : nil
  }

  /// Reads an outside site.
  mutating func outsideSite(_ entry: YAMLEntry) -> OutsideSite? {
    let isNamed = checkName(entry.key, of: "an outside site", at: entry.keyLocation)
    guard let fields = fields(of: entry.value, "an outside site", keys: PolicyKeys.outsideSite) else { return nil }
    var site = OutsideSite(name: entry.key, location: entry.keyLocation)
    site.title = text(fields["title"])
    site.prefixes = prefixes(fields["on-premises"])
    site.via = globs(fields["via"], what: "the id or name of a VPN connection, customer gateway or endpoint")
    site.isTrusted = flag(fields["trusted"]) ?? false
    site.tier = tier(fields["tier"])
    if fields["on-premises"] == nil, fields["via"] == nil {
      report(
        "missing-key",
        "outside site `\(entry.key)` needs `on-premises` (its addresses), `via` (what leads to it) or both",
        at: entry.keyLocation
      )
      return nil
    }
    return isNamed ? site : nil
  }
}

// MARK: - Values that clauses, sites and selectors share

extension PolicyFileReader {
  /// Reads account ids.
  mutating func accounts(_ entry: YAMLEntry?) -> [String] {
    oneOrMore(entry, what: "a 12-digit account id") { reader, node, text in
      guard text.utf8.count == 12, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        reader.report("bad-account", "`\(text.abbreviated)` is no account id, expected 12 digits", at: node.location)
        return nil
      }
      if case .scalar(_, isPlain: true) = node.content, text.first == "0" {
        reader.report(
          "bad-account",
          "put account id \(text) in quotes; other readers of YAML would drop its leading zero",
          at: node.location
        )
        return nil
      }
      return text
    }
  }

  /// Reads names of organizational units.
  mutating func organizationalUnits(_ entry: YAMLEntry?) -> [OrganizationalUnitName] {
    oneOrMore(entry, what: "the name, id or path of an organizational unit") { reader, node, text in
      guard !text.split(separator: "/", omittingEmptySubsequences: false).contains("") else {
        reader.report(
          "bad-organizational-unit",
          "`\(text.abbreviated)` is no path of organizational units, expected names joined by single slashes, such as "
            + "`Root/Workloads`",
          at: node.location
        )
        return nil
      }
      return OrganizationalUnitName(text)
    }
  }

  /// Reads prefixes in CIDR notation.
  mutating func prefixes(_ entry: YAMLEntry?) -> [IPPrefix] {
    oneOrMore(entry, what: "a prefix such as `10.0.0.0/8`") { reader, node, text in
      do throws(AddressError) {
        return try IPPrefix(text)
      } catch {
        reader.report("bad-prefix", error.description, at: node.location)
        return nil
      }
    }
  }

  /// Reads tag keys with their values.
  mutating func tags(_ entry: YAMLEntry?) -> [TagPattern] {
    guard let entry else { return [] }
    guard case .mapping(let entries) = entry.value.content, !entries.isEmpty else {
      report(
        "wrong-type",
        "`tag` takes a mapping of tag keys to values, such as `{ Role: anonymiser }`; "
          + "found \(entry.value.kindDescription)",
        at: place(of: entry)
      )
      return []
    }
    return entries.compactMap { entry in
      let values = globs(entry, what: "the value of a tag")
      return values.isEmpty ? nil : TagPattern(key: entry.key, values: values)
    }
  }
}
