extension HTMLReport {
  /// Each assertion with its outcome, and what holds or fails for each of its pairs.
  func writeAssertions(_ page: borrowing XMLWriter) {
    guard !result.assertions.isEmpty else {
      return page.paragraph("The policy states no assertion, so nothing was judged.")
    }
    let limit = bound(2_000)
    page.scrolling("Table of assertions") {
      page.table(
        "What the policy asserts, and whether it holds",
        class: "asserted",
        count: result.assertions.count,
        columns: ["Assertion", "Severity", "Outcome", "#Findings"]
      ) {
        for assertion in result.assertions.prefix(limit) {
          page.block("tr", ["id": links.anchors.assertion(assertion.id)]) {
            page.container("th", ["scope": "row"]) {
              page.text(assertion.title.visible())
              page.small {
                page.tag("code", assertion.id, limit: 120)
                if assertion.kind != assertion.id { page.text(" · \(assertion.kind.visible(limit: 60))") }
              }
              if let rationale = assertion.rationale { page.small(rationale) }
            }
            page.container("td") {
              let name = assertion.outcome == .violated ? "severity \(assertion.severity.rawValue)" : "quiet"
              page.tag("span", assertion.severity.rawValue, ["class": name])
            }
            page.container("td") { write(assertion.outcome, page) }
            page.tag("td", assertion.findings.count.grouped, ["class": "number"])
          }
        }
      }
    }
    page.cut(result.assertions.count, shown: limit, "assertion")
    for (index, assertion) in result.assertions.prefix(limit).enumerated()
    where !assertion.pairs.isEmpty || !assertion.gaps.isEmpty {
      writeEvidence(assertion, number: index + 1, page)
    }
  }

  /// An outcome as shape and word.
  func write(_ outcome: AssertionResult.Outcome, _ page: borrowing XMLWriter) {
    page.status(outcome.symbol, outcome.word, class: outcome.rawValue)
  }

  /// Pairs of one outcome that one thing decides.
  package struct Decision {
    package var outcome: AssertionResult.Outcome
    package var reason: String
    package var pairs: [String]
  }

  /// The pairs by outcome and by what decides them, violated ones first.
  package static func decisions(_ pairs: [AssertionResult.Pair]) -> [Decision] {
    var decisions: [Decision] = []
    var places: [[String]: Int] = [:]
    for pair in pairs {
      let key = [pair.outcome.rawValue, pair.reason]
      if let place = places[key] {
        decisions[place].pairs.append(pair.direction)
      } else {
        places[key] = decisions.count
        decisions.append(Decision(outcome: pair.outcome, reason: pair.reason, pairs: [pair.direction]))
      }
    }
    return [AssertionResult.Outcome.violated, .inconclusive, .waived, .passed].flatMap { outcome in
      decisions.filter { $0.outcome == outcome }
    }
  }

  private func writeEvidence(_ assertion: AssertionResult, number: Int, _ page: borrowing XMLWriter) {
    page.tag("h3", assertion.title)
    page.line()
    if !assertion.gaps.isEmpty {
      page.paragraph("It could not be judged because:")
      let limit = bound(100)
      page.block("ul") {
        page.line()
        for gap in assertion.gaps.prefix(limit) {
          page.tag("li", gap)
          page.line()
        }
      }
      page.cut(assertion.gaps.count, shown: limit, "reason")
    }
    guard !assertion.pairs.isEmpty else { return }
    let decisions = Self.decisions(assertion.pairs)
    let limit = bound(300)
    page.scrolling("Evidence of assertion \(number.grouped), \(assertion.id.visible(limit: 80))") {
      page.table(
        "Pair by pair: \(assertion.id)",
        class: "pairs",
        count: decisions.count,
        columns: ["Outcome", "Pairs", "What decides"]
      ) {
        for decision in decisions.prefix(limit) {
          page.block("tr") {
            page.container("td") { write(decision.outcome, page) }
            page.container("td") {
              for (index, pair) in decision.pairs.prefix(40).enumerated() {
                if index > 0 { page.element("br") }
                page.text(pair.visible(limit: 160))
              }
              if decision.pairs.count > 40 { page.text(" and \((decision.pairs.count - 40).of("more pair"))") }
            }
            page.tag("td", decision.reason)
          }
        }
      }
    }
    page.cut(decisions.count, shown: limit, "reason")
  }

  /// The traffic that exists and that the policy allows.
  func writeExceptions(_ page: borrowing XMLWriter) {
    let rows = result.assertions.flatMap { assertion in
      assertion.exceptions.map { (assertion: assertion, exception: $0) }
    }
    guard !rows.isEmpty else {
      return page.paragraph("No traffic exists that the policy excepts from an assertion.")
    }
    page.paragraph(
      "Traffic that crosses between environments, exists in the estate, and is allowed by the policy itself."
    )
    let limit = bound(500)
    page.scrolling("Table of exceptions") {
      page.table(
        "Exceptions that the policy makes",
        count: rows.count,
        columns: ["From", "To", "Traffic", "Reason", "Assertion"]
      ) {
        for (assertion, exception) in rows.prefix(limit) {
          page.block("tr") {
            page.cell(exception.from)
            page.cell(exception.to)
            page.container("td") {
              for (index, set) in exception.traffic.prefix(20).enumerated() {
                if index > 0 { page.element("br") }
                page.container("code") {
                  page.text("\(set.service) \(set.source.visible(limit: 120)) → \(set.destination.visible(limit: 120))")
                }
              }
              if exception.traffic.count > 20 { page.text(" and \((exception.traffic.count - 20).grouped) more") }
            }
            page.tag("td", exception.reason)
            page.container("td") { link(to: assertion.id, text: assertion.id, page) }
          }
        }
      }
    }
    page.cut(rows.count, shown: limit, "exception")
  }
}
