extension HTMLReport {
  /// Each assertion with its outcome, and what holds or fails for each of its pairs.
  func writeAssertions(_ page: borrowing XMLWriter) {
    guard !result.assertions.isEmpty else {
      return page.paragraph("The policy states no assertion, so nothing was judged.")
    }
    page.table(
      "What the policy asserts, and whether it holds",
      count: result.assertions.count,
      columns: ["Assertion", "Severity", "Outcome", "#Findings"]
    ) {
      for assertion in result.assertions.prefix(2_000) {
        page.block("tr", ["id": anchors.assertion(assertion.id)]) {
          page.container("th", ["scope": "row"]) {
            page.text(assertion.title.visible())
            page.container("small") {
              page.tag("code", assertion.id, limit: 120)
              if assertion.kind != assertion.id { page.text(" · \(assertion.kind.visible(limit: 60))") }
            }
            if let rationale = assertion.rationale { page.tag("small", rationale) }
          }
          page.container("td") {
            let name = assertion.outcome == .violated ? "severity \(assertion.severity.rawValue)" : "quiet"
            page.tag("span", assertion.severity.rawValue, ["class": name])
          }
          page.container("td") {
            page.status(assertion.outcome.symbol, assertion.outcome.word, class: assertion.outcome.rawValue)
          }
          page.tag("td", assertion.findings.count.grouped, ["class": "number"])
        }
      }
    }
    page.cut(result.assertions.count, shown: 2_000, "assertion")
    for (index, assertion) in result.assertions.prefix(2_000).enumerated()
    where !assertion.pairs.isEmpty || !assertion.gaps.isEmpty {
      writeEvidence(assertion, number: index + 1, page)
    }
  }

  private func writeEvidence(_ assertion: AssertionResult, number: Int, _ page: borrowing XMLWriter) {
    page.tag("h3", assertion.title)
    page.line()
    if !assertion.gaps.isEmpty {
      page.paragraph("It could not be judged because:")
      page.block("ul") {
        page.line()
        for gap in assertion.gaps.prefix(100) {
          page.tag("li", gap)
          page.line()
        }
      }
      page.cut(assertion.gaps.count, shown: 100, "reason")
    }
    guard !assertion.pairs.isEmpty else { return }
    page.scrolling("Pairs of assertion \(number.grouped), \(assertion.id.visible(limit: 80))") {
      page.table(
        "Pair by pair: \(assertion.id)",
        class: "pairs",
        count: assertion.pairs.count,
        columns: ["From", "To", "Outcome", "What decides"]
      ) {
        for pair in assertion.pairs.prefix(600) {
          page.block("tr") {
            page.cell(pair.from)
            page.cell(pair.to)
            page.container("td") { page.status(pair.outcome.symbol, pair.outcome.word, class: pair.outcome.rawValue) }
            page.tag("td", pair.reason)
          }
        }
      }
    }
    page.cut(assertion.pairs.count, shown: 600, "pair")
  }

  /// A control with the assertions that speak for it.
  struct Control {
    var framework: String
    var id: String
    var assertions: [AssertionResult]
  }

  /// The controls that the policy names, in the order of frameworks and ids.
  var controls: [Control] {
    var controls: [Control] = []
    var places: [String: Int] = [:]
    for assertion in result.assertions {
      for name in assertion.controls {
        if let place = places[name] {
          controls[place].assertions.append(assertion)
          continue
        }
        places[name] = controls.count
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        controls.append(
          Control(framework: parts.first ?? name, id: parts.count > 1 ? parts[1] : "", assertions: [assertion])
        )
      }
    }
    return controls.enumerated()
      .sorted { ($0.element.framework, $0.element.id, $0.offset) < ($1.element.framework, $1.element.id, $1.offset) }
      .map(\.element)
  }

  /// Which controls the outcomes speak for, and against.
  func writeControls(_ page: borrowing XMLWriter) {
    page.paragraph(
      "An assertion that holds supports a control; it does not satisfy it. Segmentation tests that a framework asks for "
        + "are supported between their dates, not replaced."
    )
    page.scrolling("Table of controls") {
      page.table(
        "Controls that the policy names",
        count: controls.count,
        columns: ["Framework", "Control", "This audit", "Assertions"]
      ) {
        for control in controls.prefix(1_000) {
          page.block("tr") {
            page.tag("td", Self.frameworkName(control.framework))
            page.cell(control.id, isHeader: true)
            page.container("td") { writeSupport(control, page) }
            page.container("td") {
              for (index, assertion) in control.assertions.prefix(20).enumerated() {
                if index > 0 { page.text(", ") }
                link(to: assertion.id, text: assertion.id, page)
              }
            }
          }
        }
      }
    }
    page.cut(controls.count, shown: 1_000, "control")
  }

  private func writeSupport(_ control: Control, _ page: borrowing XMLWriter) {
    if control.assertions.contains(where: { $0.outcome == .violated }) {
      page.status("✖", "does not support it", class: "violated")
    } else if control.assertions.contains(where: { $0.outcome == .inconclusive }) {
      page.status("?", "leaves it undecided", class: "inconclusive")
    } else {
      page.status("✔", "supports it", class: "passed")
    }
  }

  /// A framework in the form in which it is cited: `pci-dss-4.0.1` is `PCI DSS 4.0.1`.
  static func frameworkName(_ framework: String) -> String {
    let names = [
      ("pci-dss-", "PCI DSS v"), ("nist-800-53-", "NIST SP 800-53, release "), ("iso-27001-", "ISO/IEC 27001:"),
      ("cis-controls-", "CIS Controls v"), ("cis-aws-", "CIS AWS Foundations Benchmark v"), ("soc-2-", "SOC 2, TSC "),
      ("nist-csf-", "NIST CSF "), ("fedramp-", "FedRAMP "), ("aws-well-architected-", "AWS Well-Architected "),
    ]
    for (prefix, name) in names where framework.hasPrefix(prefix) { return name + framework.dropFirst(prefix.count) }
    return framework
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
    page.scrolling("Table of exceptions") {
      page.table(
        "Exceptions that the policy makes",
        count: rows.count,
        columns: ["From", "To", "Traffic", "Reason", "Assertion"]
      ) {
        for (assertion, exception) in rows.prefix(500) {
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
    page.cut(rows.count, shown: 500, "exception")
  }
}
