extension HTMLReport {
  /// The findings that are shown in full.
  var shownFindings: ArraySlice<Finding> { digest.findings.prefix(maximumFindings) }

  /// The findings: where they are, then each in full, by what they are about.
  func writeFindings(_ page: borrowing XMLWriter) {
    guard !digest.findings.isEmpty else { return page.paragraph("There is no finding.") }
    writeIndex(page)
    if digest.findings.count > shownFindings.count {
      page.block("p", ["class": "cut"]) {
        page.text(
          "Showing \(shownFindings.count.grouped) of \(digest.findings.count.of("finding")), the most severe first; "
        )
        page.text(
          links.folder == nil ? "the JSON result has all." : "the pages named above and the JSON result have all."
        )
      }
    }
    let groups: [(kind: Finding.Kind, title: String)] = [
      (.network, "Network paths"), (.identity, "Identities"), (.path, "Paths of packets and identities"),
      (.latent, "Paths that a change would open"), (.arrangement, "Arrangement of the estate"),
    ]
    for (kind, title) in groups {
      let findings = shownFindings.filter { $0.kind == kind }
      guard !findings.isEmpty else { continue }
      page.tag("h3", title)
      page.line()
      for finding in findings { write(finding, page) }
    }
  }

  /// A finding in full.
  func write(_ finding: Finding, _ page: borrowing XMLWriter) {
    let anchor = links.anchors.finding(finding.id) ?? "finding"
    page.block(
      "article",
      ["class": "finding \(finding.severity.rawValue)", "id": anchor, "aria-labelledby": "\(anchor)-title"]
    ) {
      page.line()
      page.block("p", ["class": "meta"]) {
        page.tag("span", finding.severity.rawValue, ["class": "severity \(finding.severity.rawValue)"])
        if notes.opened[finding.id] != nil { page.tag("span", "new", ["class": "severity new"]) }
        if finding.waiver != nil { page.status("◇", "waived", class: "waived") }
        page.container("span") { link(to: finding.assertion, text: finding.assertion, page) }
        page.tag("code", finding.id, limit: 64)
      }
      page.tag("h4", finding.title, ["id": "\(anchor)-title"])
      page.line()
      writeStrip(finding, page)
      writeFacts(finding, page)
      writeWay(finding, page)
      writeTraffic(finding, page)
      writeRemediation(finding, page)
    }
  }

  /// The two environments and what carries the path between them, as boxes in a row.
  private func writeStrip(_ finding: Finding, _ page: borrowing XMLWriter) {
    guard !finding.from.isEmpty, !finding.to.isEmpty else { return }
    page.block("ol", ["class": "strip"]) {
      page.block("li", ["class": "end"]) { page.tag("b", finding.from, limit: 80) }
      for resource in finding.via.prefix(8) {
        page.block("li") {
          page.tag("span", resource.type, ["class": "type"], limit: 80)
          page.text(" ")
          page.text((resource.name.flatMap { $0.isEmpty ? nil : $0 } ?? resource.id).visible(limit: 80))
        }
      }
      if finding.via.count > 8 { page.block("li") { page.text("\((finding.via.count - 8).grouped) more") } }
      page.block("li", ["class": "end"]) { page.tag("b", finding.to, limit: 80) }
    }
  }

  private func writeFacts(_ finding: Finding, _ page: borrowing XMLWriter) {
    page.block("dl", ["class": "facts"]) {
      page.line()
      func fact(_ term: String, _ content: () -> Void) {
        page.tag("dt", term)
        page.block("dd", content: content)
      }
      if let verdict = finding.verdict {
        fact("Verdict") {
          page.tag("b", verdict.rawValue)
          page.text(": \(verdict.meaning)")
        }
      }
      if let calls = finding.calls { fact("Opens after") { page.text(calls.of("API call")) } }
      if let witness = finding.witness {
        fact("Packet") { page.container("code") { page.text(witness.summary) } }
        fact("From") { page.resource(witness.source) }
        fact("To") { page.resource(witness.destination) }
      }
      if !finding.resources.isEmpty { fact("About") { writeList(finding.resources, page) } }
      if finding.endpointPairs > 0 {
        fact("Reach") { page.text("\(finding.endpointPairs.of("pair")) of network interfaces can talk on this path") }
      }
      if let age = notes.ages[finding.id] { fact("Open since") { write(age, page) } }
      if let opened = notes.opened[finding.id], !opened.blamed.isEmpty {
        fact("Opened by") { write(opened.blamed, page) }
      }
      if let waiver = finding.waiver { fact("Waived by") { writeWaiver(waiver, page) } }
    }
  }

  private func write(_ age: FindingHistory.Age, _ page: borrowing XMLWriter) {
    page.text(Self.day(age.since))
    if let days = AuditResult.days(from: age.since, to: result.generated) { page.text(", \(days.of("day"))") }
    if age.firstSeen != age.since { page.text("; first seen \(Self.day(age.firstSeen))") }
    if age.reopened > 0 { page.text("; reopened \(age.reopened == 1 ? "once" : age.reopened.grouped + " times")") }
  }

  private func writeWaiver(_ id: String, _ page: borrowing XMLWriter) {
    guard let waiver = notes.waivers[id] else { return page.tag("code", id, limit: 120) }
    page.container("a", ["href": (links.mainPage ?? "") + "#waivers"]) { page.tag("code", id, limit: 120) }
    page.text(
      ", \(waiver.owner.visible(limit: 120)), until \(waiver.expires.visible(limit: 40)): \(waiver.reason.visible(limit: 400))"
    )
  }

  /// Changes of a plan, one below the other.
  func write(_ changes: [AuditChange.PlannedChange], _ page: borrowing XMLWriter) {
    for (index, change) in changes.prefix(12).enumerated() {
      if index > 0 { page.element("br") }
      page.text("\(change.action.rawValue) ")
      page.tag("code", change.address, limit: 300)
      if let location = change.location {
        page.text(" ")
        page.container("code", ["class": "quiet"]) { page.text(location.visible) }
      }
    }
    if changes.count > 12 { page.text(" and \((changes.count - 12).grouped) more") }
  }

  private func writeList(_ resources: [ResourceReference], _ page: borrowing XMLWriter) {
    for (index, resource) in resources.prefix(20).enumerated() {
      if index > 0 { page.element("br") }
      page.resource(resource)
    }
    if resources.count > 20 { page.text(" and \((resources.count - 20).grouped) more") }
  }

  private func writeWay(_ finding: Finding, _ page: borrowing XMLWriter) {
    let route = HTMLRoute(finding)
    if route.count > 0 {
      page.block("details", ["class": "path"]) {
        let legs = finding.legs.count > 1 ? ", in \(finding.legs.count.of("connection"))" : ""
        let name = finding.chain.isEmpty ? "The way of the packet" : finding.kind == .path ? "The way" : "The chain"
        page.tag("summary", "\(name), \(route.count.of(finding.chain.isEmpty ? "hop" : "stop"))\(legs)")
        page.line()
        write(route, page)
      }
    }
    let answers = finding.legs.isEmpty ? [finding.returnHops] : finding.legs.map(\.returnHops)
    for (index, hops) in answers.enumerated() where !hops.isEmpty {
      page.block("details", ["class": "path"]) {
        let which = answers.count > 1 ? " on connection \(index + 1)" : ""
        page.tag("summary", "The way of the answer\(which), \(hops.count.of("hop"))")
        page.line()
        write(HTMLRoute(hops), page)
      }
    }
  }

  private func writeTraffic(_ finding: Finding, _ page: borrowing XMLWriter) {
    guard !finding.traffic.isEmpty else { return }
    page.scrolling("Traffic of finding \(finding.id.visible(limit: 64))") {
      page.table(
        "All traffic that crosses on this path",
        class: "traffic",
        count: finding.traffic.count,
        columns: ["Protocol and ports", "From", "To", "Verdict"]
      ) {
        for set in finding.traffic.prefix(60) {
          page.block("tr") {
            page.container("td") { page.container("code") { page.text(set.service) } }
            page.container("td") { page.tag("code", set.source, limit: 200) }
            page.container("td") { page.tag("code", set.destination, limit: 200) }
            page.tag("td", set.verdict.rawValue)
          }
        }
      }
    }
    page.cut(finding.traffic.count, shown: 60, "set of packets", plural: "sets of packets")
  }

  private func writeRemediation(_ finding: Finding, _ page: borrowing XMLWriter) {
    guard !finding.remediation.isEmpty else { return }
    page.block("div", ["class": "closes"]) {
      page.tag("h5", "What would close it")
      if let cut = finding.cut {
        write(cut, page)
      } else {
        page.block("ul") {
          page.line()
          for sentence in finding.remediation.prefix(20) {
            page.block("li") { page.prose(sentence) }
          }
        }
      }
    }
  }

  private func write(_ cut: Cut, _ page: borrowing XMLWriter) {
    page.block("ul") {
      page.line()
      for element in cut.elements.prefix(60) { write(element, page) }
    }
    page.cut(cut.elements.count, shown: 60, "step")
    page.tag("p", cut.heading + (cut.note.map { ": " + $0 } ?? "") + ".")
    guard !cut.alternatives.isEmpty else { return }
    let isOne = cut.alternatives.count == 1
    page.tag("p", isOne ? "This alone closes it as well:" : "Each of these alone closes it as well:")
    page.block("ul") {
      page.line()
      for element in cut.alternatives.prefix(20) { write(element, page) }
    }
  }

  private func write(_ element: CutElement, _ page: borrowing XMLWriter) {
    page.block("li") {
      page.prose(element.step)
      page.location(element.location)
      if let statement = element.statement {
        page.block("pre") { page.container("code") { page.text(statement.visible(limit: 12_000)) } }
      }
      for loss in element.breaks.prefix(20) {
        page.block("p", ["class": "condition"]) {
          page.text("Loses traffic that the policy accepts: \(loss.visible(limit: 300))")
        }
      }
      guard !element.alsoCloses.isEmpty else { return }
      page.block("p") {
        page.text("Also closes ")
        link(toFindings: element.alsoCloses, limit: 12, page)
      }
    }
    page.line()
  }
}
