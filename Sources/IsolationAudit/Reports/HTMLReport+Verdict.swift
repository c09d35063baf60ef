extension HTMLReport {
  /// The verdict, the counts, what is worst and what to do first: one page.
  func writeVerdict(_ page: borrowing XMLWriter) {
    page.block("div", ["class": "verdict \(result.verdict.rawValue)"]) {
      page.block("p", ["class": "word"]) {
        page.shape(result.verdict.symbol)
        page.text(" \(result.verdict.heading)")
      }
      page.paragraph(ResultDigest.sentence(result))
    }
    writeCounts(page)
    page.paragraph(scope, class: "scope")
    if !digest.findings.isEmpty {
      page.tag("h3", "Most severe")
      page.block("ol", ["class": "plain"]) {
        page.line()
        for finding in digest.findings.prefix(5) {
          page.block("li") {
            page.tag("span", finding.severity.rawValue, ["class": "severity \(finding.severity.rawValue)"])
            page.text(" ")
            link(to: finding, page)
          }
        }
      }
      if digest.findings.count > 5 {
        let rest = digest.findings.count - 5
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
        for step in digest.steps.prefix(5) {
          page.block("li") {
            page.text(step.text.visible())
            page.tag("span", " \(step.effectText)", ["class": "quiet"])
          }
        }
      }
    }
    writeGaps(page)
  }

  private func writeCounts(_ page: borrowing XMLWriter) {
    let summary = result.summary
    let counts = [
      (summary.passed, summary.passed == 1 ? "assertion holds" : "assertions hold", "passed"),
      (summary.violated, summary.violated == 1 ? "assertion is violated" : "assertions are violated", "violated"),
      (summary.inconclusive, summary.inconclusive == 1 ? "assertion" : "assertions", "inconclusive"),
      (summary.findings, summary.findings == 1 ? "finding" : "findings", "findings"),
    ]
    page.block("ul", ["class": "counts"]) {
      page.line()
      for (count, label, name) in counts {
        page.block("li", ["class": count == 0 ? "zero" : name]) {
          page.tag("b", count.grouped)
          page.text(" \(label)")
          if name == "inconclusive" { page.text(" could not be judged") }
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
  private var scope: String {
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

  private func writeGaps(_ page: borrowing XMLWriter) {
    let undecided = result.assertions.filter { $0.outcome == .inconclusive }
    guard !undecided.isEmpty else { return }
    page.tag("h3", "What could not be judged")
    page.block("ul", ["class": "plain"]) {
      page.line()
      for assertion in undecided.prefix(5) {
        page.block("li") {
          link(to: assertion.id, text: assertion.title, page)
          let gaps = assertion.gaps.prefix(2).map { $0.visible(limit: 240) }.joined(separator: "; ")
          let more = assertion.gaps.count > 2 ? "; and \((assertion.gaps.count - 2).of("more reason"))" : ""
          if !gaps.isEmpty { page.text(": \(gaps)\(more)") }
        }
      }
    }
  }

  /// The matrix, then the environments.
  func writeEnvironments(_ page: borrowing XMLWriter) {
    let names = result.environments.map(\.name)
    if result.matrix.isEmpty {
      page.paragraph("The policy names no pair of environments.")
    } else if names.count <= 24 {
      writeMatrix(names, page)
    } else {
      writePairs(page)
    }
    page.block("ul", ["class": "legend"]) {
      page.line()
      for status in AuditResult.MatrixCell.Status.reportOrder
      where result.matrix.contains(where: { $0.status == status }) {
        page.block("li") {
          page.status(status.symbol, status.word, class: status.rawValue)
          page.text(": \(status.meaning)")
        }
      }
    }
    guard !result.environments.isEmpty else { return }
    page.scrolling("Table of environments") {
      page.table(
        "The environments of the policy",
        count: result.environments.count,
        columns: ["Environment", "Tier", "Accounts", "Regions", "VPCs", "#Network interfaces", "#Principals"]
      ) {
        for environment in result.environments.prefix(500) {
          page.block("tr") {
            page.cell(environment.name, isHeader: true)
            page.cell(environment.tier ?? "none")
            page.cell(environment.accounts.joined(separator: ", "))
            page.cell(environment.regions.joined(separator: ", "))
            page.container("td") {
              for (index, vpc) in environment.vpcs.prefix(20).enumerated() {
                if index > 0 { page.element("br") }
                page.identifier(vpc.id)
              }
              if environment.vpcs.count > 20 { page.text(" and \((environment.vpcs.count - 20).grouped) more") }
            }
            page.tag("td", environment.networkInterfaces.grouped, ["class": "number"])
            page.tag("td", environment.principals.grouped, ["class": "number"])
          }
        }
      }
    }
    page.cut(result.environments.count, shown: 500, "environment")
  }

  private func writeMatrix(_ names: [String], _ page: borrowing XMLWriter) {
    var cells: [[String]: AuditResult.MatrixCell] = [:]
    for cell in result.matrix { cells[[cell.from, cell.to]] = cell }
    page.scrolling("Matrix of environments") {
      page.block("table", ["class": "matrix"]) {
        page.tag("caption", "From the environment of the row to the environment of the column")
        page.line()
        page.block("thead") {
          page.container("tr") {
            page.container("th", ["scope": "col"]) { page.text("From ↓ to →") }
            for name in names { page.tag("th", name, ["scope": "col"], limit: 80) }
          }
        }
        page.block("tbody") {
          page.line()
          for from in names {
            page.block("tr") {
              page.tag("th", from, ["scope": "row"], limit: 80)
              for to in names { write(from == to ? nil : cells[[from, to]], isSelf: from == to, page) }
            }
          }
        }
      }
    }
  }

  private func write(_ cell: AuditResult.MatrixCell?, isSelf: Bool, _ page: borrowing XMLWriter) {
    guard let cell else {
      page.container("td", ["class": "self"]) {
        page.tag("span", isSelf ? "the same environment" : "no statement", ["class": "unseen"])
      }
      return
    }
    page.container("td", ["class": cell.status.rawValue]) {
      let anchor = cell.findings.lazy.compactMap { anchors.finding($0) }.first
      if let anchor, shownFindings.contains(where: { $0.id == cell.findings.first }) {
        page.container("a", ["href": "#\(anchor)"]) { page.status(cell.status.symbol, cell.status.word, class: "") }
      } else {
        page.status(cell.status.symbol, cell.status.word, class: "")
      }
      guard !cell.findings.isEmpty else { return }
      page.text(" ")
      page.tag("small", cell.findings.count.of("finding"))
    }
  }

  /// The pairs that are not isolated, for an estate with more environments than a matrix can show.
  private func writePairs(_ page: borrowing XMLWriter) {
    let pairs = AuditResult.MatrixCell.Status.reportOrder.prefix(4).flatMap { status in
      result.matrix.filter { $0.status == status }
    }
    page.table(
      "Pairs of environments that are not simply isolated",
      count: pairs.count,
      columns: ["From", "To", "Status", "#Findings"]
    ) {
      for cell in pairs.prefix(500) {
        page.block("tr") {
          page.cell(cell.from)
          page.cell(cell.to)
          page.container("td") { page.status(cell.status.symbol, cell.status.word, class: cell.status.rawValue) }
          page.tag("td", cell.findings.count.grouped, ["class": "number"])
        }
      }
    }
    page.cut(pairs.count, shown: 500, "pair")
    let others = [AuditResult.MatrixCell.Status.isolated, .notAssessed].map { status in
      "\(result.matrix.count { $0.status == status }.of("pair")) \(status.word)"
    }
    page.paragraph("Besides these: " + others.joined(separator: ", ") + ".")
  }

  /// A link to a finding, or its title where it is not shown.
  func link(to finding: Finding, _ page: borrowing XMLWriter) {
    if let anchor = anchors.finding(finding.id), shownFindings.contains(where: { $0.id == finding.id }) {
      page.tag("a", finding.title, ["href": "#\(anchor)"])
    } else {
      page.text(finding.title.visible())
    }
  }

  /// A link to an assertion.
  func link(to assertion: String, text: String, _ page: borrowing XMLWriter) {
    if let anchor = anchors.assertion(assertion) {
      page.tag("a", text, ["href": "#\(anchor)"])
    } else {
      page.text(text.visible())
    }
  }
}
