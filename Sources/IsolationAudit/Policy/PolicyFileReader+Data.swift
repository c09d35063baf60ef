// Reading the assertions about data: `no-data-access`, `one-way` and `data-classes`.

extension PolicyFileReader {
  /// Reads `no-data-access`.
  mutating func noDataAccess(_ entry: YAMLEntry) -> AssertionKind? {
    let before = diagnostics.count
    guard let fields = kindFields(entry, PolicyKeys.noDataAccess) else { return nil }
    let scope = scope(fields, entry, directed: true)
    var mode = DataAccessTerms.Mode.any
    if let told = fields["mode"] {
      mode = word(told.value, of: "mode", plural: "modes", as: DataAccessTerms.Mode.self) ?? .any
    }
    let terms = accessTerms(fields, mode)
    guard diagnostics.count == before, let scope, let terms else { return nil }
    return .noDataAccess(scope, terms)
  }

  /// Reads `one-way`.
  mutating func oneWay(_ entry: YAMLEntry) -> AssertionKind? {
    let before = diagnostics.count
    guard let fields = kindFields(entry, PolicyKeys.oneWay) else { return nil }
    for key in ["from", "to"] where fields[key] == nil {
      report("missing-key", "`one-way` needs `\(key)`", at: entry.keyLocation)
    }
    let from = selector(fields["from"])
    let to = selector(fields["to"])
    let terms = accessTerms(fields, .any)
    guard diagnostics.count == before, let from, let to, let terms else { return nil }
    return .oneWay(.oneWay(from: from, to: to), terms)
  }

  private mutating func accessTerms(_ fields: PolicyFields, _ mode: DataAccessTerms.Mode) -> DataAccessTerms? {
    let kinds = dataKinds(fields["kinds"])
    let data = dataSelector(fields["data"])
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
    return exceptions.map { DataAccessTerms(mode: mode, kinds: kinds, data: data, exceptions: $0) }
  }

  /// Reads `data-classes`.
  mutating func dataClasses(_ entry: YAMLEntry) -> AssertionKind? {
    let before = diagnostics.count
    guard let fields = kindFields(entry, PolicyKeys.dataClasses) else { return nil }
    let scope = singleScope(fields, entry)
    let tag = text(fields["tag"]) ?? "DataClass"
    let allowed = globs(fields["allow"], what: "a class of data")
    if fields["allow"] == nil {
      report(
        "missing-key",
        "`data-classes` needs `allow`: the classes of data that the environment may hold",
        at: entry.keyLocation
      )
    }
    let kinds = dataKinds(fields["kinds"])
    var untagged = DataClassTerms.Untagged.inconclusive
    if let told = fields["untagged"] {
      untagged = word(told.value, of: "answer", plural: "answers", as: DataClassTerms.Untagged.self) ?? .inconclusive
    }
    let exceptions = reasoned(
      fields["except"],
      what: "exceptions such as `{ data: \"arn:aws:s3:::logs-*\", reason: … }`",
      member: "an exception",
      keys: PolicyKeys.dataClassException
    ) { reader, fields, reason, location in
      let data = reader.arns(fields["data"])
      return data.isEmpty ? nil : DataClassException(data: data, reason: reason, location: location)
    }
    guard diagnostics.count == before, let scope, let exceptions else { return nil }
    return .dataClasses(
      scope,
      DataClassTerms(tag: tag, allowed: allowed, kinds: kinds, untagged: untagged, exceptions: exceptions)
    )
  }

  /// Reads kinds of data store; none for all.
  mutating func dataKinds(_ entry: YAMLEntry?) -> [SelectedData] {
    oneOrMore(entry, what: "a kind of data store") { reader, node, _ in
      reader.word(node, of: "kind of data store", plural: "kinds", as: SelectedData.self)
    }
  }

  /// Reads which data stores are meant.
  mutating func dataSelector(_ entry: YAMLEntry?) -> DataSelector? {
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
