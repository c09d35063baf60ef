extension HTMLReport {
  /// What is new, gone or undecided since the state that the result is compared with.
  func writeChange(_ page: borrowing XMLWriter) {
    guard let change = result.change else { return }
    writeBase(change, page)
    if !change.notes.isEmpty {
      page.paragraph("What stands in the way of the comparison:")
      writeItems(Array(change.notes.prefix(bound(50))), page) { page, note in page.text(note.visible()) }
    }
    page.tag("h3", "Opened")
    writeOpened(change.opened, page)
    page.tag("h3", "Closed")
    writeClosed(change.closed, page)
    page.tag("h3", "Remaining")
    page.paragraph(
      "\(change.remaining.count.of("finding")) of before \(change.remaining.count == 1 ? "is" : "are") still there."
    )
    if !change.undecided.isEmpty {
      page.tag("h3", "No longer decided")
      write(change.undecided, "Pairs that could be judged before, or are new, and cannot be judged now", page)
    }
    if !change.decided.isEmpty {
      page.tag("h3", "Decided now")
      write(change.decided, "Pairs that could not be judged before and are now", page)
    }
  }

  private func writeBase(_ change: AuditChange, _ page: borrowing XMLWriter) {
    var facts: [(term: String, fact: XMLWriter.Fact)] = [
      ("Compared with", .text(change.base.name.isEmpty ? change.basis.baseName : change.base.name))
    ]
    if let generated = change.base.generated { facts.append(("Judged", .text(Self.time(generated)))) }
    if let digest = change.base.sha256 { facts.append(("Digest", .code("sha256:" + digest))) }
    facts.append(
      ("Verdict then", .text("\(change.base.verdict.heading), \(change.base.findings.of("finding"))"))
    )
    facts.append(("Verdict now", .text("\(result.verdict.heading), \(result.findings.count.of("finding"))")))
    page.facts(facts)
  }

  private func writeOpened(_ opened: [AuditChange.OpenedFinding], _ page: borrowing XMLWriter) {
    guard !opened.isEmpty else { return page.paragraph("No finding is new.") }
    let findings = Dictionary(result.findings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let limit = bound(300)
    page.scrolling("New findings") {
      page.table("Findings that are new", count: opened.count, columns: ["Severity", "Finding", "What brings it"]) {
        for record in opened.prefix(limit) {
          page.block("tr") {
            let finding = findings[record.finding]
            page.container("td") {
              if let severity = finding?.severity.rawValue {
                page.tag("span", severity, ["class": "severity \(severity)"])
              }
            }
            page.container("th", ["scope": "row"]) {
              if let finding { link(to: finding, page) } else { page.tag("code", record.finding, limit: 64) }
            }
            page.container("td") {
              if record.blamed.isEmpty { page.text("not known") }
              write(record.blamed, page)
            }
          }
        }
      }
    }
    page.cut(opened.count, shown: limit, "new finding")
  }

  private func writeClosed(_ closed: [AuditChange.ClosedFinding], _ page: borrowing XMLWriter) {
    guard !closed.isEmpty else { return page.paragraph("No finding is gone.") }
    let limit = bound(300)
    page.scrolling("Findings that are gone") {
      page.table(
        "Findings that are gone",
        count: closed.count,
        columns: ["Severity", "Finding", "Pair", "Assertion"]
      ) {
        for record in closed.prefix(limit) {
          page.block("tr") {
            page.container("td") { page.tag("span", record.severity.rawValue, ["class": "quiet"]) }
            page.container("th", ["scope": "row"]) {
              page.text(record.title.visible())
              page.text(" ")
              page.tag("code", record.finding, limit: 64)
            }
            page.tag("td", [record.from, record.to].filter { !$0.isEmpty }.joined(separator: " → "))
            page.container("td") { link(to: record.assertion, text: record.assertion, page) }
          }
        }
      }
    }
    page.cut(closed.count, shown: limit, "closed finding")
  }

  private func write(_ pairs: [AuditChange.UndecidedPair], _ caption: String, _ page: borrowing XMLWriter) {
    let limit = bound(300)
    page.scrolling(caption) {
      page.table(caption, count: pairs.count, columns: ["Pair", "Assertion", "Outcome", "Why"]) {
        for pair in pairs.prefix(limit) {
          page.block("tr") {
            page.tag("th", [pair.from, pair.to].filter { !$0.isEmpty }.joined(separator: " → "), ["scope": "row"])
            page.container("td") { link(to: pair.assertion, text: pair.assertion, page) }
            page.container("td") { write(pair.outcome, page) }
            page.container("td") {
              for (index, reason) in pair.reasons.prefix(10).enumerated() {
                if index > 0 { page.element("br") }
                page.text(reason.visible(limit: 300))
              }
              if pair.reasons.count > 10 { page.text(" and \((pair.reasons.count - 10).grouped) more") }
            }
          }
        }
      }
    }
    page.cut(pairs.count, shown: limit, "pair")
  }
}
