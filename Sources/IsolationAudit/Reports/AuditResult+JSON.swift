// What there is much of in a result, as JSON: the members that the compiler would encode, in the order of their names.

extension AuditResult {
  /// Writes the result as an object.
  ///
  /// - Throws: What one of its values throws.
  func write(to json: inout JSONText) throws {
    var failure: (any Error)?
    json.object { json in
      do { try writeMembers(to: &json) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  private func writeMembers(to json: inout JSONText) throws {
    func encode(_ key: StaticString, _ value: (some Encodable)?) throws {
      guard let value else { return }
      try json.member(key) { depth in try SortedJSONEncoder().encode(value, depth: depth) }
    }
    json.array("assertions", assertions) { $0.write(to: &$1) }
    try encode("assumptions", assumptions)
    try encode("certificates", certificates)
    try encode("change", change)
    try encode("controls", controls)
    try encode("coverage", coverage)
    try encode("diagnostics", diagnostics)
    try encode("environments", environments)
    json.array("findings", findings) { $0.write(to: &$1) }
    json.member("generated", generated)
    try encode("history", history)
    try encode("inputs", inputs)
    try encode("matrix", matrix)
    try encode("policies", policies)
    json.member("schema", schema)
    json.member("subject", subject)
    try encode("summary", summary)
    try encode("tool", tool)
    try encode("topology", topology)
    json.member("verdict", verdict.rawValue)
    try encode("waivers", waivers)
  }
}

extension AssertionResult {
  /// Writes the members.
  fileprivate func write(to json: inout JSONText) {
    json.array("controls", controls)
    json.array("exceptions", exceptions) { $0.write(to: &$1) }
    json.array("findings", findings)
    json.array("gaps", gaps)
    json.member("id", id)
    json.member("kind", kind)
    if let location { json.object("location") { json in location.write(to: &json) } }
    json.member("outcome", outcome.rawValue)
    json.array("pairs", pairs) { $0.write(to: &$1) }
    json.member("rationale", rationale)
    json.member("severity", severity.rawValue)
    json.member("title", title)
  }
}

extension AssertionResult.Pair {
  /// Writes the members.
  fileprivate func write(to json: inout JSONText) {
    json.member("from", from)
    json.member("outcome", outcome.rawValue)
    json.member("reason", reason)
    json.member("to", to)
  }
}

extension AssertionResult.Exception {
  /// Writes the members.
  fileprivate func write(to json: inout JSONText) {
    json.member("from", from)
    json.member("reason", reason)
    json.member("to", to)
    json.array("traffic", traffic) { $0.write(to: &$1) }
  }
}

extension Finding {
  /// Writes the members.
  fileprivate func write(to json: inout JSONText) {
    json.member("assertion", assertion)
    json.member("calls", calls)
    json.array("chain", chain) { $0.write(to: &$1) }
    if let cut { json.object("cut") { json in cut.write(to: &json) } }
    json.member("endpointPairs", endpointPairs)
    json.member("from", from)
    json.array("hops", hops) { $0.write(to: &$1) }
    json.member("id", id)
    json.member("kind", kind.rawValue)
    json.array("legs", legs) { $0.write(to: &$1) }
    json.member("pathDigest", pathDigest)
    json.array("remediation", remediation)
    json.array("resources", resources) { $0.write(to: &$1) }
    json.array("returnHops", returnHops) { $0.write(to: &$1) }
    json.member("severity", severity.rawValue)
    json.member("title", title)
    json.member("to", to)
    json.array("traffic", traffic) { $0.write(to: &$1) }
    json.member("verdict", verdict?.rawValue)
    json.array("via", via) { $0.write(to: &$1) }
    json.member("waiver", waiver)
    if let witness { json.object("witness") { json in witness.write(to: &json) } }
  }
}

extension Cut {
  /// Writes the members.
  fileprivate func write(to json: inout JSONText) {
    json.array("alternatives", alternatives) { $0.write(to: &$1) }
    json.array("elements", elements) { $0.write(to: &$1) }
    json.member("note", note)
    json.member("status", status.rawValue)
  }
}

extension CutElement {
  /// Writes the members.
  fileprivate func write(to json: inout JSONText) {
    json.array("alsoCloses", alsoCloses)
    json.array("breaks", breaks)
    if let location { json.object("location") { json in location.write(to: &json) } }
    json.object("resource") { json in resource.write(to: &json) }
    json.member("rule", rule)
    json.member("statement", statement)
    json.member("step", step)
  }
}

extension PathLeg {
  /// Writes the members.
  fileprivate func write(to json: inout JSONText) {
    json.array("hops", hops) { $0.write(to: &$1) }
    json.object("packet") { json in packet.write(to: &json) }
    json.array("returnHops", returnHops) { $0.write(to: &$1) }
  }
}

extension Hop {
  /// Writes the members.
  fileprivate func write(to json: inout JSONText) {
    json.member("action", action)
    if let location { json.object("location") { json in location.write(to: &json) } }
    json.object("resource") { json in resource.write(to: &json) }
    json.member("rule", rule)
  }
}

extension ChainStep {
  /// Writes the members.
  fileprivate func write(to json: inout JSONText) {
    json.member("action", action)
    json.array("allowedBy", allowedBy) { $0.write(to: &$1) }
    json.array("conditions", conditions)
    json.object("from") { json in from.write(to: &json) }
    json.member("kind", kind)
    if let leg { json.object("leg") { json in leg.write(to: &json) } }
    json.object("to") { json in to.write(to: &json) }
  }
}

extension Evidence {
  /// Writes the members.
  fileprivate func write(to json: inout JSONText) {
    json.member("digest", digest)
    if let location { json.object("location") { json in location.write(to: &json) } }
    json.member("text", text)
  }
}

extension WitnessPacket {
  /// Writes the members.
  fileprivate func write(to json: inout JSONText) {
    json.object("destination") { json in destination.write(to: &json) }
    json.member("destinationAddress", destinationAddress)
    json.member("destinationPort", destinationPort)
    json.member("icmpCode", icmpCode)
    json.member("icmpType", icmpType)
    json.member("protocol", `protocol`)
    json.object("source") { json in source.write(to: &json) }
    json.member("sourceAddress", sourceAddress)
    json.member("sourcePort", sourcePort)
  }
}

extension TrafficSet {
  /// Writes the members.
  fileprivate func write(to json: inout JSONText) {
    json.member("destination", destination)
    json.member("icmpCode", icmpCode)
    json.member("icmpType", icmpType)
    json.member("ports", ports)
    json.member("protocol", `protocol`)
    json.member("source", source)
    json.member("verdict", verdict.rawValue)
  }
}

extension ResourceReference {
  /// Writes the members.
  fileprivate func write(to json: inout JSONText) {
    json.member("account", account)
    json.member("environment", environment)
    json.member("id", id)
    json.member("name", name)
    json.member("region", region)
    json.member("type", type)
  }
}

extension SourceLocation {
  /// Writes the members.
  fileprivate func write(to json: inout JSONText) {
    json.member("address", address)
    json.member("column", column)
    json.member("file", file)
    json.member("line", line)
    json.member("pointer", pointer)
  }
}
