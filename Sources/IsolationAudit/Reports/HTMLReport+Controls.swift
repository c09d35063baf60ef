extension HTMLReport {
  /// What the outcomes say about controls of compliance frameworks: by catalogue where one was read, otherwise by the
  /// names that the policy uses.
  func writeControls(_ page: borrowing XMLWriter) {
    page.paragraph(
      "An assertion that holds supports a control; it does not satisfy it. Segmentation tests that a framework asks for "
        + "are supported between their dates, not replaced."
    )
    guard let frameworks = result.controls?.frameworks, !frameworks.isEmpty else { return writeNamedControls(page) }
    for framework in frameworks.prefix(40) { write(framework, page) }
    page.cut(frameworks.count, shown: 40, "framework")
  }

  private func write(_ framework: ControlCoverage.Framework, _ page: borrowing XMLWriter) {
    let title = framework.title.visible(limit: 120)
    let version = framework.version.visible(limit: 40)
    page.tag("h3", title.contains(version) ? title : "\(title), version \(version)")
    page.line()
    let assessed = framework.controls.filter { $0.status != .notAssessed }
    let others = framework.controls.filter { $0.status == .notAssessed }
    page.paragraph(Self.counts(framework.controls))
    if !assessed.isEmpty {
      let limit = bound(400)
      page.scrolling("Controls of \(framework.id.visible(limit: 80))") {
        page.table(
          "Controls that assertions speak about: \(framework.id)",
          class: "controls",
          count: assessed.count,
          columns: ["Control", "This audit", "Assertions, and why they speak for it"]
        ) {
          for control in assessed.prefix(limit) { write(control, page) }
        }
      }
      page.cut(assessed.count, shown: limit, "control")
    }
    guard !others.isEmpty else { return }
    let limit = bound(400)
    page.block("details") {
      page.tag("summary", "\(others.count.of("control")) not assessed: no assertion of the policy is mapped to them")
      page.line()
      page.table(
        "Controls that were not assessed: \(framework.id)",
        class: "controls",
        count: others.count,
        columns: ["Control", "This audit"]
      ) {
        for control in others.prefix(limit) {
          page.block("tr") {
            writeName(control, page)
            page.container("td") { write(control.status, page) }
          }
        }
      }
      page.cut(others.count, shown: limit, "control")
    }
  }

  /// The number of controls of each status, in a sentence.
  private static func counts(_ controls: [ControlCoverage.Control]) -> String {
    let statuses: [(ControlCoverage.Control.Status, String)] = [
      (.notSupported, "not supported"), (.inconclusive, "inconclusive"), (.supported, "supported"),
      (.notAssessed, "not assessed"),
    ]
    let parts = statuses.compactMap { status, word in
      let count = controls.count { $0.status == status }
      return count > 0 ? "\(count.grouped) \(word)" : nil
    }
    return "Of \(controls.count.of("control")) of the catalogue: " + parts.joined(separator: ", ") + "."
  }

  private func write(_ control: ControlCoverage.Control, _ page: borrowing XMLWriter) {
    page.block("tr") {
      writeName(control, page)
      page.container("td") { write(control.status, page) }
      page.container("td") {
        page.block("ul", ["class": "evidence"]) {
          for evidence in control.evidence.prefix(20) {
            page.block("li") {
              link(to: evidence.assertion, text: evidence.assertion, page)
              page.text(" ")
              write(evidence.outcome, page)
              page.text(" ")
              page.tag("span", "\(evidence.strength.rawValue) evidence", ["class": "quiet"])
              if !evidence.because.isEmpty { page.small(evidence.because) }
            }
          }
        }
        if control.evidence.count > 20 { page.text("and \((control.evidence.count - 20).grouped) more") }
      }
    }
  }

  private func writeName(_ control: ControlCoverage.Control, _ page: borrowing XMLWriter) {
    page.container("th", ["scope": "row"]) {
      page.tag("b", control.id, limit: 60)
      page.text(" \(control.title.visible(limit: 300))")
      if !control.paraphrase.isEmpty { page.small(control.paraphrase) }
    }
  }

  private func write(_ status: ControlCoverage.Control.Status, _ page: borrowing XMLWriter) {
    switch status {
    case .supported: page.status("✔", "supports it", class: "passed")
    case .notSupported: page.status("✖", "does not support it", class: "violated")
    case .inconclusive: page.status("?", "inconclusive", class: "inconclusive")
    case .notAssessed: page.status("–", "not assessed", class: "not-assessed")
    }
  }

  // MARK: Without a catalogue

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

  private func writeNamedControls(_ page: borrowing XMLWriter) {
    let controls = controls
    let limit = bound(1_000)
    page.scrolling("Table of controls") {
      page.table(
        "Controls that the policy names",
        count: controls.count,
        columns: ["Framework", "Control", "This audit", "Assertions"]
      ) {
        for control in controls.prefix(limit) {
          page.block("tr") {
            page.tag("td", Self.frameworkName(control.framework))
            page.cell(control.id, isHeader: true)
            page.container("td") { write(Self.status(of: control), page) }
            page.container("td") {
              for (index, assertion) in control.assertions.prefix(20).enumerated() {
                if index > 0 { page.text(", ") }
                link(to: assertion.id, text: assertion.id, page)
              }
              if control.assertions.count > 20 { page.text(" and \((control.assertions.count - 20).grouped) more") }
            }
          }
        }
      }
    }
    page.cut(controls.count, shown: limit, "control")
  }

  private static func status(of control: Control) -> ControlCoverage.Control.Status {
    if control.assertions.contains(where: { $0.outcome == .violated }) { return .notSupported }
    return control.assertions.contains { $0.outcome == .inconclusive } ? .inconclusive : .supported
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
}
