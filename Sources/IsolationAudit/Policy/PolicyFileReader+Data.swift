// Reading `no-data-access`.

extension PolicyFileReader {
  /// Reads `no-data-access`.
  mutating func noDataAccess(_ entry: YAMLEntry) -> AssertionKind? {
    let before = diagnostics.count
    guard let fields = kindFields(entry, PolicyKeys.noDataAccess) else { return nil }
    let scope = scope(fields, entry, directed: true)
    var terms = DataAccessTerms()
    if let mode = fields["mode"] {
      terms.mode = word(mode.value, of: "mode", plural: "modes", as: DataAccessTerms.Mode.self) ?? .any
    }
    terms.kinds = oneOrMore(fields["kinds"], what: "a kind of data store") { reader, node, _ in
      reader.word(node, of: "kind of data store", plural: "kinds", as: SelectedData.self)
    }
    terms.data = dataSelector(fields["data"])
    let exceptions = reasoned(
      fields["except"],
      what: "exceptions such as `{ principal: \"arn:aws:iam::*:role/anonymiser\", reason: … }`",
      member: "an exception",
      keys: PolicyKeys.dataException
    ) { reader, fields, reason, location in
      let principals = reader.principals(fields["principal"])
      let data = reader.arns(fields["data"])
      return principals.isEmpty
        ? nil : DataException(principals: principals, data: data, reason: reason, location: location)
    }
    guard diagnostics.count == before, let scope, let exceptions else { return nil }
    terms.exceptions = exceptions
    return .noDataAccess(scope, terms)
  }

  private mutating func dataSelector(_ entry: YAMLEntry?) -> DataSelector? {
    guard let entry, let fields = fields(of: entry.value, "`data`", keys: PolicyKeys.dataSelector) else { return nil }
    if fields.entries.isEmpty {
      report(
        "empty-selector",
        "`data` without keys would select everything; leave it out, or name what is meant",
        at: entry.value.location
      )
    }
    var selector = DataSelector()
    selector.tags = tags(fields["tag"])
    selector.names = globs(fields["name"], what: "the name of a data store")
    selector.resources = arns(fields["resource"])
    return selector
  }
}
