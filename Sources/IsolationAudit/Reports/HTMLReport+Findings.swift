extension HTMLReport {
  /// The findings that are shown in full.
  var shownFindings: ArraySlice<Finding> { digest.findings.prefix(maximumFindings) }

  /// The findings by what they are about: packets, identities, the arrangement.
  func writeFindings(_ page: borrowing XMLWriter) {
    guard !digest.findings.isEmpty else { return page.paragraph("There is no finding.") }
    page.cut(digest.findings.count, shown: shownFindings.count, "finding")
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

  private func write(_ finding: Finding, _ page: borrowing XMLWriter) {
    let anchor = anchors.finding(finding.id) ?? "finding"
    page.block(
      "article",
      ["class": "finding \(finding.severity.rawValue)", "id": anchor, "aria-labelledby": "\(anchor)-title"]
    ) {
      page.line()
      page.block("p", ["class": "meta"]) {
        page.tag("span", finding.severity.rawValue, ["class": "severity \(finding.severity.rawValue)"])
        if !finding.direction.isEmpty { page.tag("b", finding.direction) }
        page.container("span") { link(to: finding.assertion, text: finding.assertion, page) }
        page.tag("code", finding.id, limit: 64)
      }
      page.tag("h4", finding.title, ["id": "\(anchor)-title"])
      page.line()
      writeFacts(finding, page)
      if !finding.legs.isEmpty {
        writeLegs(finding, page)
      } else if !finding.hops.isEmpty {
        page.tag("h5", "The way of the packet")
        writeWay(finding.hops, page)
      }
      if finding.legs.isEmpty, !finding.returnHops.isEmpty { writeAnswer(finding.returnHops, page) }
      writeChain(finding, page)
      writeTraffic(finding, page)
      writeRemediation(finding, page)
    }
  }

  private func writeLegs(_ finding: Finding, _ page: borrowing XMLWriter) {
    page.tag("h5", "The way, in \(finding.legs.count.of("connection"))")
    for (index, leg) in finding.legs.enumerated() {
      page.block("p", ["class": "leg"]) {
        page.tag("b", "\(index + 1). ")
        page.container("code") { page.text(leg.packet.summary) }
      }
      writeWay(leg.hops, page)
      if !leg.returnHops.isEmpty { writeAnswer(leg.returnHops, page) }
    }
  }

  private func writeAnswer(_ hops: [Hop], _ page: borrowing XMLWriter) {
    page.block("details") {
      page.tag("summary", "The way of the answer (\(hops.count.of("hop")))")
      page.line()
      writeWay(hops, page)
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
      if let witness = finding.witness {
        fact("Packet") { page.container("code") { page.text(witness.summary) } }
        fact("From") { page.resource(witness.source) }
        fact("To") { page.resource(witness.destination) }
      }
      if !finding.via.isEmpty { fact("Via") { writeList(finding.via, page) } }
      if !finding.resources.isEmpty { fact("About") { writeList(finding.resources, page) } }
      if finding.endpointPairs > 0 {
        fact("Reach") { page.text("\(finding.endpointPairs.of("pair")) of network interfaces can talk on this path") }
      }
    }
  }

  private func writeList(_ resources: [ResourceReference], _ page: borrowing XMLWriter) {
    for (index, resource) in resources.prefix(20).enumerated() {
      if index > 0 { page.element("br") }
      page.resource(resource)
    }
    if resources.count > 20 { page.text(" and \((resources.count - 20).grouped) more") }
  }

  private func writeWay(_ hops: [Hop], _ page: borrowing XMLWriter) {
    page.block("ol", ["class": "way"]) {
      page.line()
      for hop in hops.prefix(100) {
        page.block("li") {
          page.block("p", ["class": "node"]) { page.resource(hop.resource, isLong: false) }
          page.block("p") {
            page.text(hop.action.visible())
            if let rule = hop.rule {
              page.text(": ")
              page.tag("b", rule)
            }
          }
          page.location(hop.location)
        }
      }
    }
    page.cut(hops.count, shown: 100, "hop")
  }

  private func writeChain(_ finding: Finding, _ page: borrowing XMLWriter) {
    guard let first = finding.chain.first else { return }
    page.tag("h5", finding.kind == .identity ? "The chain of identities" : "The chain")
    page.block("ol", ["class": "way"]) {
      page.line()
      page.block("li") {
        page.block("p", ["class": "node"]) { page.resource(first.from, isLong: false) }
        writeStep(first, page)
      }
      for (index, step) in finding.chain.prefix(100).enumerated() {
        page.block("li") {
          page.block("p", ["class": "node"]) { page.resource(step.to, isLong: false) }
          if index + 1 < finding.chain.count { writeStep(finding.chain[index + 1], page) }
        }
      }
    }
  }

  private func writeStep(_ step: ChainStep, _ page: borrowing XMLWriter) {
    page.block("p") {
      if step.leg == nil { page.text("calls ") }
      page.tag("b", step.action)
    }
    if let leg = step.leg {
      page.block("p") { page.container("code") { page.text(leg.packet.summary) } }
      writeWay(leg.hops, page)
    }
    for evidence in step.allowedBy.prefix(20) {
      page.block("p") { page.text("allowed by \(evidence.text.visible())") }
      page.location(evidence.location)
    }
    for condition in step.conditions.prefix(20) {
      page.block("p", ["class": "condition"]) { page.text("on the condition that \(condition.visible())") }
    }
  }

  private func writeTraffic(_ finding: Finding, _ page: borrowing XMLWriter) {
    guard !finding.traffic.isEmpty else { return }
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
            page.tag("li", sentence)
            page.line()
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
    page.tag("p", cut.heading + (cut.note.map { ": \($0)" } ?? "") + ".")
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
      page.text(element.step.visible())
      page.location(element.location)
      for loss in element.breaks.prefix(20) {
        page.block("p", ["class": "condition"]) {
          page.text("Loses traffic that the policy accepts: \(loss.visible(limit: 300))")
        }
      }
      guard !element.alsoCloses.isEmpty else { return }
      page.block("p") {
        page.text("Also closes ")
        for (index, id) in element.alsoCloses.prefix(20).enumerated() {
          if index > 0 { page.text(", ") }
          if let anchor = anchors.finding(id), shownFindings.contains(where: { $0.id == id }) {
            page.container("a", ["href": "#\(anchor)"]) { page.tag("code", id, limit: 64) }
          } else {
            page.tag("code", id, limit: 64)
          }
        }
        if element.alsoCloses.count > 20 { page.text(" and \((element.alsoCloses.count - 20).grouped) more") }
      }
    }
    page.line()
  }
}
