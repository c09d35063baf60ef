/// Reads one waiver file: the form of everything in it, and as many faults as there are.
struct WaiverFileReader {
  /// The identifier of the language of waivers.
  package static let schema = "isolation-audit/waivers/v1"

  /// What is wrong with the file as a whole.
  private(set) var refusals: [Diagnostic] = []
  private var reader = PolicyFileReader()

  /// Reads the root of a file.
  mutating func file(_ root: YAMLNode, named name: String) -> WaiverFile {
    var file = WaiverFile(file: name)
    defer { refusals += reader.diagnostics }
    guard let fields = reader.fields(of: root, "a waiver file", keys: PolicyKeys.waiverFile) else { return file }
    checkSchema(fields, at: root.location)
    file.maximumDays = reader.number(fields["max-days"], in: 1...3650) ?? file.maximumDays
    file.maximumFindings = reader.number(fields["max-findings"], in: 1...1_000_000) ?? file.maximumFindings
    guard let entry = fields["waivers"] else {
      reader.report("missing-key", "a waiver file needs `waivers`, a list; `[]` when there are none", at: root.location)
      return file
    }
    // Unlike other lists this one may be empty: when the last waiver is over, the file need not go.
    guard case .sequence(let nodes) = entry.value.content else {
      reader.report(
        "wrong-type",
        "`waivers` is a list of waivers; found \(entry.value.kindDescription)",
        at: reader.place(of: entry)
      )
      return file
    }
    file.waivers = nodes.map { waiver($0, maximumDays: file.maximumDays) }
    return file
  }

  private mutating func checkSchema(_ fields: PolicyFields, at location: SourceLocation) {
    guard let entry = fields["schema"] else {
      reader.report("missing-key", "a waiver file begins with `schema: \(Self.schema)`", at: location)
      return
    }
    guard entry.value.text != Self.schema else { return }
    reader.report(
      "unknown-schema",
      "the schema is \(entry.value.kindDescription); this version reads `\(Self.schema)`",
      at: entry.value.location
    )
  }

  /// Reads a waiver; its faults are its own and leave the others alone.
  private func waiver(_ node: YAMLNode, maximumDays: Int) -> Waiver {
    var reader = PolicyFileReader()
    var waiver = Waiver(location: node.location)
    guard let fields = reader.fields(of: node, "a waiver", keys: PolicyKeys.waiver) else {
      waiver.faults = reader.diagnostics.sorted()
      return waiver
    }
    for key in PolicyKeys.requiredOfWaiver where fields[key] == nil {
      reader.report("missing-key", "a waiver needs `\(key)`", at: node.location)
    }
    waiver.id = name(fields["id"], of: "a waiver", &reader)
    waiver.assertion = name(fields["assertion"], of: "an assertion", &reader)
    waiver.findings = digests(fields["finding"], "the id of a finding", &reader)
    waiver.paths = digests(fields["path"], "the digest of a path", &reader)
    waiver.from = reader.text(fields["from"])
    waiver.to = reader.text(fields["to"])
    waiver.traffic = traffic(fields["traffic"], &reader)
    waiver.via = reader.globs(fields["via"], what: "the name or id of an element")
    waiver.principals = reader.globs(fields["principal"], what: "the ARN of a principal")
    waiver.reason = reader.text(fields["reason"]) ?? ""
    waiver.owner = reader.text(fields["owner"]) ?? ""
    waiver.approver = reader.text(fields["approver"]) ?? ""
    waiver.ticket = reader.text(fields["ticket"]) ?? ""
    waiver.evidence = reader.text(fields["evidence"])
    waiver.created = day(fields["created"], &reader)
    waiver.expires = day(fields["expires"], &reader)
    checkDays(waiver, fields, maximumDays: maximumDays, &reader)
    waiver.faults = reader.diagnostics.sorted()
    return waiver
  }

  private func name(_ entry: YAMLEntry?, of what: String, _ reader: inout PolicyFileReader) -> String {
    guard let entry, let text = reader.text(entry) else { return "" }
    _ = reader.checkName(text, of: what, at: entry.value.location)
    return text
  }

  /// Reads ids of findings or digests of paths: 16 hexadecimal digits each.
  private func digests(_ entry: YAMLEntry?, _ what: String, _ reader: inout PolicyFileReader) -> [String] {
    reader.oneOrMore(entry, what: what) { reader, node, text in
      let isDigest =
        text.utf8.count == 16 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
      if isDigest { return text }
      reader.report(
        "bad-digest",
        "`\(text.abbreviated)` is not \(what), expected 16 hexadecimal digits in lower case, as a report shows them",
        at: node.location
      )
      return nil
    }
  }

  /// Reads a day, and keeps the text of one that is none.
  private func day(_ entry: YAMLEntry?, _ reader: inout PolicyFileReader) -> String {
    guard let entry, let text = reader.text(entry) else { return "" }
    if CalendarDay(text) == nil {
      reader.report(
        "bad-date",
        "`\(entry.key)` takes a day such as 2026-12-31; found `\(text.abbreviated)`",
        at: entry.value.location
      )
    }
    return text
  }

  private func checkDays(
    _ waiver: Waiver,
    _ fields: PolicyFields,
    maximumDays: Int,
    _ reader: inout PolicyFileReader
  ) {
    guard let created = waiver.createdDay, let expires = waiver.expiryDay, let entry = fields["expires"] else { return }
    if expires < created {
      reader.report(
        "bad-date",
        "the waiver ends on \(waiver.expires), before the day of its creation, \(waiver.created)",
        at: entry.value.location
      )
    } else if expires.number - created.number > maximumDays {
      reader.report(
        "too-long",
        "the waiver lasts \(expires.number - created.number) days, expected at most \(maximumDays), as `max-days` of the "
          + "file says; decide anew when it ends",
        at: entry.value.location
      )
    }
  }

  private func traffic(_ entry: YAMLEntry?, _ reader: inout PolicyFileReader) -> [WaivedTraffic] {
    guard let entry else { return [] }
    return reader.items(of: entry.value, entry.key, what: "parts of traffic such as `{ protocol: tcp, ports: [443] }`")
      .compactMap { node in
        guard let fields = reader.fields(of: node, "a part of traffic", keys: PolicyKeys.waivedTraffic) else {
          return nil
        }
        let (protocols, ports) = reader.protocolsAndPorts(fields)
        if fields.entries.isEmpty {
          reader.report(
            "empty-traffic",
            "a part of traffic without keys is all traffic; name what is meant",
            at: node.location
          )
        }
        return WaivedTraffic(protocols: protocols, ports: ports)
      }
  }
}
