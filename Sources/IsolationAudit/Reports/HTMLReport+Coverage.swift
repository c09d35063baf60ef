extension HTMLReport {
  /// What was read, what was missing, and what is not looked at.
  func writeCoverage(_ page: borrowing XMLWriter) {
    let coverage = result.coverage
    page.paragraph("Completeness was judged from \(coverage.basis.visible()).")
    page.scrolling("Table of accounts and Regions") {
      page.table(
        "Accounts and Regions",
        count: coverage.places.count,
        columns: ["Account", "Region", "Environment", "#VPCs", "#Network interfaces", "Missing"]
      ) {
        for place in coverage.places.prefix(1_000) {
          page.block("tr") {
            page.cell(place.account, isHeader: true)
            page.cell(place.region)
            page.cell(place.environment ?? "none")
            page.tag("td", place.vpcs.grouped, ["class": "number"])
            page.tag("td", place.networkInterfaces.grouped, ["class": "number"])
            page.container("td") {
              if place.gaps.isEmpty { page.text("nothing") }
              for (index, gap) in place.gaps.prefix(30).enumerated() {
                if index > 0 { page.element("br") }
                page.text(gap.visible(limit: 300))
              }
              if place.gaps.count > 30 { page.text(" and \((place.gaps.count - 30).grouped) more") }
            }
          }
        }
      }
    }
    page.cut(coverage.places.count, shown: 1_000, "place")
    page.table(
      "Resources",
      class: "narrow",
      count: coverage.resources.count,
      columns: ["Kind", "#Modelled", "#Unreadable"]
    ) {
      for count in coverage.resources {
        page.block("tr") {
          page.tag("th", count.kind, ["scope": "row"])
          page.tag("td", count.modelled.grouped, ["class": "number"])
          page.tag("td", count.unreadable.grouped, ["class": "number"])
        }
      }
    }
    page.tag("h3", "Without an environment")
    if coverage.unassignedCount == 0 {
      page.paragraph("Every network interface stands in an environment of the policy.")
    } else {
      let verb = coverage.unassignedCount == 1 ? "stands" : "stand"
      page.paragraph("\(coverage.unassignedCount.of("network interface")) \(verb) in no environment of the policy.")
      writeItems(coverage.unassigned, page) { page, resource in page.resource(resource) }
      page.cut(coverage.unassignedCount, shown: coverage.unassigned.count, "network interface")
    }
    page.tag("h3", "Not read")
    if coverage.unreadKeys.isEmpty {
      page.paragraph("Every list in the inputs was read.")
    } else {
      page.paragraph("Present in the inputs, and of a kind that this audit does not read:")
      writeItems(Array(coverage.unreadKeys.prefix(200)), page) { page, key in page.tag("code", key, limit: 120) }
      page.cut(coverage.unreadKeys.count, shown: 200, "list")
    }
    guard !coverage.notAnalysed.isEmpty else { return }
    page.tag("h3", "Not analysed")
    writeItems(coverage.notAnalysed, page) { page, sentence in page.text(sentence.visible()) }
  }

  private func writeItems<Item>(
    _ items: [Item],
    _ page: borrowing XMLWriter,
    item write: (borrowing XMLWriter, Item) -> Void
  ) {
    page.block("ul") {
      page.line()
      for item in items { page.block("li") { write(page, item) } }
    }
  }

  /// The files with their digests, and what was noticed while reading them.
  func writeInputs(_ page: borrowing XMLWriter) {
    page.table(
      "Files of the snapshot",
      class: "files",
      count: result.inputs.count,
      columns: ["File", "#Bytes", "SHA-256"]
    ) {
      for input in result.inputs.prefix(2_000) {
        page.block("tr") {
          page.container("th", ["scope": "row"]) { page.tag("code", input.path, limit: 300) }
          page.tag("td", input.bytes.grouped, ["class": "number"])
          page.container("td") { page.tag("code", input.sha256, limit: 64) }
        }
      }
    }
    page.cut(result.inputs.count, shown: 2_000, "file")
    page.tag("h3", "What was noticed while reading")
    guard !result.diagnostics.isEmpty else { return page.paragraph("Nothing.") }
    page.table(
      "Errors, warnings and notes",
      class: "diagnostics",
      count: result.diagnostics.count,
      columns: ["Severity", "Place", "Message"]
    ) {
      for diagnostic in result.diagnostics.prefix(500) {
        page.block("tr") {
          page.tag("td", diagnostic.severity.rawValue)
          page.container("td") {
            if let location = diagnostic.location { page.container("code") { page.text(location.visible) } }
            if let resource = diagnostic.resource {
              page.text(" ")
              page.tag("code", resource, limit: 200)
            }
          }
          page.tag("td", diagnostic.message)
        }
      }
    }
    page.cut(result.diagnostics.count, shown: 500, "line")
  }

  /// How the verdict was reached, and what it relies on.
  func writeMethod(_ page: borrowing XMLWriter) {
    page.block("ul") {
      page.line()
      for sentence in Self.method {
        page.tag("li", sentence, limit: 1_000)
        page.line()
      }
    }
    guard !result.assumptions.isEmpty else { return }
    page.tag("h3", "Assumptions about AWS")
    writeItems(result.assumptions, page) { page, sentence in page.text(sentence.visible(limit: 1_000)) }
  }

  private static let method = [
    "The audit reads descriptions of the estate. It sends no packet, calls no API and needs no credentials.",
    "Traffic is judged as sets, not samples: for each pair of environments all source and destination addresses, "
      + "protocols and ports are followed at once, through route tables, network ACLs, security groups, gateways and "
      + "peerings, there and back.",
    "A finding carries one concrete packet or chain as a witness, each step with the rule that let it through and the "
      + "place where that rule is declared, and the whole set of traffic that takes the path.",
    "What is not modelled exactly is taken as passing (verdict “may”) or as undecided; it is never taken as isolated.",
    "A file that is missing, an API call that was denied, a list that was cut off or a resource that is not understood, "
      + "where it could matter, makes an assertion inconclusive. Inconclusive is not a pass.",
    "The verdict is about the estate as described by the inputs at the time they were collected, not about the time after.",
  ]

  /// The policy files in full.
  func writePolicy(_ page: borrowing XMLWriter) {
    guard !result.policies.isEmpty else { return page.paragraph("The result carries no policy file.") }
    for policy in result.policies.prefix(20) {
      page.tag("h3", policy.path, limit: 200)
      page.line()
      page.block("p", ["class": "place"]) { page.tag("code", "sha256:\(policy.sha256)", limit: 80) }
      page.block("pre") { page.container("code") { page.text(policy.text.visibleLines(limit: 100_000)) } }
    }
    page.cut(result.policies.count, shown: 20, "file")
  }

  /// Lines for signatures; they are for paper only.
  func writeSignOff(_ page: borrowing XMLWriter) {
    page.table("Signatures", count: 3, columns: ["Role", "Name", "Date", "Signature"]) {
      for role in ["Prepared by", "Reviewed by", "Approved by"] {
        page.block("tr") {
          page.tag("th", role, ["scope": "row"])
          for _ in 0..<3 { page.container("td") }
        }
      }
    }
  }
}
