// Reading `no-path` and `no-rewiring`.

extension PolicyFileReader {
  /// Reads `no-path`.
  mutating func noPath(_ entry: YAMLEntry) -> AssertionKind? {
    let before = diagnostics.count
    guard let fields = kindFields(entry, PolicyKeys.noPath) else { return nil }
    let scope = scope(fields, entry, directed: true)
    let starts = oneOrMore(fields["start"], what: "with whom a way begins") { reader, node, _ in
      reader.word(node, of: "beginning of a way", plural: "beginnings", as: PathTerms.Start.self)
    }
    let ends = oneOrMore(fields["end"], what: "with what a way ends") { reader, node, _ in
      reader.word(node, of: "end of a way", plural: "ends", as: PathTerms.End.self)
    }
    if fields["end"] == nil {
      report(
        "missing-key",
        "`no-path` needs `end`: what must not be reached, such as `database`",
        at: entry.keyLocation
      )
    }
    var terms = PathTerms(starts: fields["start"] == nil ? PathTerms.Start.allCases : starts, ends: ends)
    terms.kinds = dataKinds(fields["kinds"])
    terms.data = dataSelector(fields["data"])
    for key in ["kinds", "data"] {
      guard let narrowing = fields[key], fields["end"] != nil, !ends.contains(.data) else { continue }
      report("data-without-end", "`\(key)` narrows data stores, so `end` must name `data`", at: narrowing.keyLocation)
    }
    terms.maximumSteps = number(fields["max-steps"], in: 1...16)
    terms.countsLatent = flag(fields["latent"]) ?? false
    terms.leadsThroughHosts = flag(fields["through-hosts"]) ?? false
    let exceptions = reasoned(
      fields["except"],
      what: "exceptions such as `{ start: \"arn:aws:iam::*:role/pipeline\", reason: … }`",
      member: "an exception",
      keys: PolicyKeys.pathException
    ) { reader, fields, reason, location in
      let starts = reader.globs(fields["start"], what: "an ARN or an id")
      let ends = reader.globs(fields["end"], what: "an ARN or an id")
      return starts.isEmpty ? nil : PathException(starts: starts, ends: ends, reason: reason, location: location)
    }
    guard diagnostics.count == before, let scope, let exceptions else { return nil }
    terms.exceptions = exceptions
    return .noPath(scope, terms)
  }

  /// Reads `no-rewiring`.
  mutating func noRewiring(_ entry: YAMLEntry) -> AssertionKind? {
    let before = diagnostics.count
    guard let fields = kindFields(entry, PolicyKeys.noRewiring) else { return nil }
    let scope = scope(fields, entry, directed: true)
    let calls = number(fields["max-calls"], in: 1...2) ?? 2
    let exceptions = reasoned(
      fields["except"],
      what: "exceptions such as `{ principal: \"arn:aws:iam::*:role/network-team\", reason: … }`",
      member: "an exception",
      keys: PolicyKeys.rewiringException
    ) { reader, fields, reason, location in
      let principals = reader.principals(fields["principal"])
      let elements = reader.globs(fields["element"], what: "an id or ARN")
      return principals.isEmpty
        ? nil : RewiringException(principals: principals, elements: elements, reason: reason, location: location)
    }
    guard diagnostics.count == before, let scope, let exceptions else { return nil }
    return .noRewiring(scope, RewiringTerms(maximumCalls: calls, exceptions: exceptions))
  }
}
