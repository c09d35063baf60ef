extension HTMLReport {
  /// The number of rows of each list of the summary: fewer where there are more lists, so that all stand on one sheet.
  private var summaryRows: Int {
    let hasGaps = result.assertions.contains { $0.outcome == .inconclusive }
    return hasGaps && !digest.findings.isEmpty ? 3 : 5
  }

  /// The verdict, the counts, what changed, what is worst and what to do first: one page.
  func writeVerdict(_ page: borrowing XMLWriter) {
    page.block("div", ["class": "verdict \(result.verdict.rawValue)"]) {
      page.block("p", ["class": "word"]) {
        page.shape(result.verdict.symbol)
        page.text(" \(result.verdict.heading)")
      }
      page.paragraph(ResultDigest.sentence(result))
    }
    writeCounts(page)
    page.paragraph(statement, class: "scope")
    writeDelta(page)
    if !digest.findings.isEmpty {
      page.tag("h3", "Most severe")
      page.block("ol", ["class": "plain"]) {
        page.line()
        for finding in digest.findings.prefix(summaryRows) {
          page.block("li") {
            page.tag("span", finding.severity.rawValue, ["class": "severity \(finding.severity.rawValue)"])
            page.text(" ")
            link(to: finding, page)
          }
        }
      }
      if digest.findings.count > summaryRows {
        let rest = digest.findings.count - summaryRows
        page.block("p", ["class": "cut"]) {
          page.text("and ")
          page.tag("a", rest.of("more finding"), ["href": "#findings"])
        }
      }
    }
    if !digest.steps.isEmpty {
      page.tag("h3", "What to do first")
      page.block("ol", ["class": "plain"]) {
        page.line()
        for step in digest.steps.prefix(summaryRows) {
          page.block("li") {
            page.prose(step.text)
            page.tag("span", " \(step.effectText)", ["class": "quiet"])
          }
        }
      }
    }
    writeGaps(page)
  }

  private func writeCounts(_ page: borrowing XMLWriter) {
    let summary = result.summary
    let waived = summary.waived ?? 0
    let unasked = result.matrix.count { $0.status == .notAssessed }
    var counts = [
      (summary.violated, summary.violated == 1 ? "assertion is violated" : "assertions are violated", "violated"),
      (
        summary.inconclusive,
        (summary.inconclusive == 1 ? "assertion" : "assertions") + " could not be judged", "inconclusive"
      ),
    ]
    if result.waivers != nil || waived > 0 {
      counts.append((waived, waived == 1 ? "assertion is waived" : "assertions are waived", "waived"))
    }
    counts += [
      (summary.passed, summary.passed == 1 ? "assertion holds" : "assertions hold", "passed"),
      (unasked, unasked == 1 ? "pair of environments not assessed" : "pairs of environments not assessed", "unasked"),
      (summary.findings, summary.findings == 1 ? "finding" : "findings", "findings"),
    ]
    page.block("ul", ["class": "counts"]) {
      page.line()
      for (count, label, name) in counts {
        page.block("li", ["class": count == 0 ? "zero" : name]) {
          page.tag("b", count.grouped)
          page.text(" \(label)")
        }
      }
    }
    let severities = Severity.allCases.reversed().compactMap { severity in
      let count = result.findings.count { $0.severity == severity }
      return count > 0 ? "\(count.grouped) \(severity.rawValue)" : nil
    }
    if !severities.isEmpty { page.paragraph("Findings by severity: " + severities.joined(separator: ", ") + ".") }
  }

  /// What the verdict is about, in a sentence or two.
  private var statement: String {
    let places = result.coverage.places
    let accounts = Set(places.map(\.account)).count
    let regions = Set(places.map(\.region)).subtracting(["global"]).count
    let interfaces = places.reduce(0) { $0 + $1.networkInterfaces }
    let gaps = places.count { !$0.gaps.isEmpty }
    let missing =
      gaps == 0
      ? "Nothing that was asked for is missing."
      : "In \(gaps.of("place")) something is missing; what hangs on it is not called isolated."
    return
      "The verdict covers \(result.environments.count.of("environment")) in \(accounts.of("account")) and "
      + "\(regions.of("Region")) with \(interfaces.of("network interface")), and holds for the inputs and the policy "
      + "with the digests above. \(missing)"
  }

  /// What changed since the state that the result is compared with, in one line.
  private func writeDelta(_ page: borrowing XMLWriter) {
    guard let change = result.change else { return }
    page.block("p") {
      page.tag("b", "Since \(change.basis.baseName): ")
      page.text(
        "\(change.opened.count.of("new finding")), \(change.closed.count.grouped) closed, "
          + "\(change.remaining.count.grouped) remaining"
      )
      if !change.undecided.isEmpty { page.text(", \(change.undecided.count.of("pair")) no longer decided") }
      page.text(". ")
      page.tag("a", "What changed", ["href": "#change"])
    }
  }

  private func writeGaps(_ page: borrowing XMLWriter) {
    let undecided = result.assertions.filter { $0.outcome == .inconclusive }
    guard !undecided.isEmpty else { return }
    page.tag("h3", "What could not be judged")
    page.block("ul", ["class": "plain"]) {
      page.line()
      for assertion in undecided.prefix(summaryRows) {
        page.block("li") {
          link(to: assertion.id, text: assertion.title, page)
          let gaps = assertion.gaps.prefix(2).map { $0.visible(limit: 240) }.joined(separator: "; ")
          let more = assertion.gaps.count > 2 ? "; and \((assertion.gaps.count - 2).of("more reason"))" : ""
          if !gaps.isEmpty { page.text(": \(gaps)\(more)") }
        }
      }
    }
    if undecided.count > summaryRows {
      page.block("p", ["class": "cut"]) {
        page.text("and ")
        page.tag("a", (undecided.count - summaryRows).of("more assertion"), ["href": "#assertions"])
      }
    }
  }

  /// A link to a finding, or its title where it is not shown.
  func link(to finding: Finding, _ page: borrowing XMLWriter) {
    if let target = links.finding(finding.id) {
      page.tag("a", finding.title, ["href": target])
    } else {
      page.text(finding.title.visible())
    }
  }

  /// A link to a finding by its id.
  func link(toFinding id: String, _ page: borrowing XMLWriter) {
    if let target = links.finding(id) {
      page.container("a", ["href": target]) { page.tag("code", id, limit: 64) }
    } else {
      page.tag("code", id, limit: 64)
    }
  }

  /// Links to findings by their ids, a few of them, and the number of the others.
  func link(toFindings ids: [String], limit: Int = 6, _ page: borrowing XMLWriter) {
    for (index, id) in ids.prefix(limit).enumerated() {
      if index > 0 { page.text(", ") }
      link(toFinding: id, page)
    }
    if ids.count > limit { page.text(" and \((ids.count - limit).grouped) more") }
  }

  /// A link to an assertion.
  func link(to assertion: String, text: String, _ page: borrowing XMLWriter) {
    if let target = links.assertion(assertion) {
      page.tag("a", text, ["href": target])
    } else {
      page.text(text.visible())
    }
  }
}
