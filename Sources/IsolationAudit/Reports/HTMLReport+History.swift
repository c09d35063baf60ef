extension HTMLReport {
  /// Since when there have been findings: a trend, how old the open ones are, and what was fixed.
  func writeHistory(_ page: borrowing XMLWriter) {
    guard let history = result.history else { return }
    let shown = Array(history.runs.suffix(60))
    if shown.count > 1 {
      let first = Self.day(shown[0].generated)
      let last = Self.day(shown[shown.count - 1].generated)
      page.scrolling("Trend of findings") {
        page.block("figure") {
          page.line()
          TrendPicture(shown, first: first, last: last).write(to: page)
          page.tag("figcaption", "Findings of each run, \(first) to \(last). The table below has the numbers.")
        }
      }
    }
    writeAges(history, page)
    writeFixed(history, page)
    writeRuns(history, page)
  }

  private func writeAges(_ history: FindingHistory, _ page: borrowing XMLWriter) {
    let spans: [(title: String, days: ClosedRange<Int>)] = [
      ("less than a week", 0...6), ("a week to a month", 7...30), ("a month to three", 31...91),
      ("longer than three months", 92...(.max - 1)),
    ]
    let severities = Severity.allCases.reversed().filter { severity in
      result.findings.contains { $0.severity == severity }
    }
    guard !severities.isEmpty else { return }
    var counts: [[Int]] = Array(repeating: Array(repeating: 0, count: severities.count), count: spans.count)
    for finding in result.findings {
      guard let age = notes.ages[finding.id],
        let days = AuditResult.days(from: age.since, to: result.generated),
        let row = spans.firstIndex(where: { $0.days.contains(max(0, days)) }),
        let column = severities.firstIndex(of: finding.severity)
      else { continue }
      counts[row][column] += 1
    }
    page.scrolling("How long findings have been open") {
      page.table(
        "How long the findings have been open",
        class: "index",
        count: spans.count,
        columns: ["Open for"] + severities.map { "#\($0.rawValue)" }
      ) {
        for (row, span) in spans.enumerated() {
          page.block("tr") {
            page.tag("th", span.title, ["scope": "row"])
            for column in severities.indices {
              let count = counts[row][column]
              page.tag("td", count == 0 ? "–" : count.grouped, ["class": "number"])
            }
          }
        }
      }
    }
  }

  private func writeFixed(_ history: FindingHistory, _ page: borrowing XMLWriter) {
    guard !history.fixed.isEmpty else { return }
    let limit = bound(200)
    page.scrolling("Findings that are fixed") {
      page.table(
        "Findings of the run before that are gone",
        count: history.fixed.count,
        columns: ["Finding", "Assertion", "First seen", "Last seen"]
      ) {
        for finding in history.fixed.prefix(limit) {
          page.block("tr") {
            page.container("th", ["scope": "row"]) {
              page.text(finding.title.visible())
              page.text(" ")
              page.tag("code", finding.finding, limit: 64)
            }
            page.container("td") { link(to: finding.assertion, text: finding.assertion, page) }
            page.cell(Self.day(finding.firstSeen))
            page.cell(Self.day(finding.lastSeen))
          }
        }
      }
    }
    page.cut(history.fixed.count, shown: limit, "fixed finding")
  }

  private func writeRuns(_ history: FindingHistory, _ page: borrowing XMLWriter) {
    guard !history.runs.isEmpty else { return }
    let limit = min(14, bound(14))
    page.scrolling("Runs") {
      page.table(
        "Runs, the latest first",
        class: "index",
        count: history.runs.count,
        columns: ["Run", "Verdict", "#Findings", "#Opened", "#Fixed"]
      ) {
        for run in history.runs.suffix(limit).reversed() {
          page.block("tr") {
            page.tag("th", Self.time(run.generated), ["scope": "row", "class": "whole"])
            page.container("td") {
              page.status(run.verdict.symbol, run.verdict.heading, class: run.verdict.outcomeClass)
            }
            page.tag("td", run.findings.grouped, ["class": "number"])
            page.tag("td", run.opened.grouped, ["class": "number"])
            page.tag("td", run.fixed.grouped, ["class": "number"])
          }
        }
      }
    }
    if history.runs.count > limit {
      page.paragraph(
        "Showing the last \(limit.grouped) of \(history.runs.count.of("run")); the JSON result has all.",
        class: "cut"
      )
    }
  }
}

extension AuditVerdict {
  /// The class that an outcome of this kind is written with.
  fileprivate var outcomeClass: String {
    switch self {
    case .pass: "passed"
    case .violation: "violated"
    case .inconclusive: "inconclusive"
    }
  }
}
