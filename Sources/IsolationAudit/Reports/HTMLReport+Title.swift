import Crypto

extension HTMLReport {
  /// What names a run: the first 16 hexadecimal digits of a SHA-256 over what was audited, when, with what and against what.
  static func runID(of result: AuditResult) -> String {
    var lines = [
      result.schema, result.tool.name, result.tool.version, result.generated, result.subject, result.verdict.rawValue,
      ResultDigest.ofInputs(result.inputs),
    ]
    lines += result.policies.map(\.sha256)
    lines += (result.waivers?.files ?? []).map(\.sha256)
    lines.append(result.change?.base.sha256 ?? "")
    var hash = SHA256()
    for line in lines { hash.update(data: Array("\(line.utf8.count) \(line)\n".utf8)) }
    return String(ResultDigest.hexadecimal(hash.finalize()).prefix(16))
  }

  /// What was audited, as of when, with what and against what.
  func writeTitle(_ page: borrowing XMLWriter) {
    page.block("header", ["class": "title"]) {
      page.line()
      page.tag("p", "Isolation audit", ["class": "kicker"])
      page.line()
      page.tag("h1", result.subject.visible(limit: 200))
      page.line()
      page.facts(titleFacts)
    }
  }

  private var titleFacts: [(term: String, fact: XMLWriter.Fact)] {
    let bytes = result.inputs.reduce(0) { $0 + $1.bytes }
    var facts: [(String, XMLWriter.Fact)] = [
      ("Scope", .text(scope)),
      ("Estate as of", .text(result.coverage.collected.map(Self.time) ?? "not told by the inputs")),
    ]
    if let change = result.change {
      let time = change.base.generated.map(Self.time) ?? "as of the same time"
      let name = change.base.name.isEmpty ? change.basis.baseName : change.base.name.visible(limit: 120)
      facts.append(("Compared with", .text("\(name), \(time)")))
    }
    facts += [
      ("Judged", .text(Self.time(result.generated))),
      ("Run", .code(runID)),
      ("Tool", .text("\(result.tool.name) \(result.tool.version)")),
      ("Inputs", .text("\(result.inputs.count.of("file")), \(bytes.of("byte"))")),
      ("Digest of the inputs", .code("sha256:" + ResultDigest.ofInputs(result.inputs))),
    ]
    facts += result.policies.prefix(4).map { ("Policy \($0.path.visible(limit: 120))", .code("sha256:" + $0.sha256)) }
    facts += (result.waivers?.files ?? []).prefix(4)
      .map { ("Waivers \($0.path.visible(limit: 120))", .code("sha256:" + $0.sha256)) }
    return facts
  }

  /// What the audit is about, on one line.
  private var scope: String {
    let places = result.coverage.places
    let accounts = Set(places.map(\.account)).count
    let regions = Set(places.map(\.region)).subtracting(["global"]).count
    let names = result.environments.prefix(12).map { $0.name.visible(limit: 60) }
    let more = result.environments.count > 12 ? " and \((result.environments.count - 12).grouped) more" : ""
    return "\(names.joined(separator: ", "))\(more); \(accounts.of("account")), \(regions.of("Region"))"
  }
}

extension AuditChange.Basis {
  /// What a result is compared with, in words.
  var baseName: String {
    switch self {
    case .plan: "the state before the plan"
    case .snapshot: "another snapshot"
    case .result: "an earlier result"
    }
  }
}
