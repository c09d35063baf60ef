extension HTMLReport {
  /// The findings of one pair of environments and one assertion, counted.
  struct IndexRow {
    var direction: String
    var assertion: String
    var counts: [Severity: Int] = [:]
    /// The most severe of them.
    var first: String
  }

  /// The number of findings up to which the list itself is index enough.
  private static let fewFindings = 3

  /// Where the findings are: by pair of environments and assertion, with their severities.
  func writeIndex(_ page: borrowing XMLWriter) {
    guard digest.findings.count > Self.fewFindings else { return }
    let rows = Self.index(digest.findings)
    let limit = bound(400)
    let severities = Severity.allCases.reversed().filter { severity in
      digest.findings.contains { $0.severity == severity }
    }
    page.scrolling("Index of findings") {
      page.table(
        "Findings by pair of environments, assertion and severity",
        class: "index",
        count: rows.count,
        columns: ["Pair", "Assertion"] + severities.map { "#\($0.rawValue)" }
      ) {
        for row in rows.prefix(limit) {
          page.block("tr") {
            page.container("th", ["scope": "row"]) {
              let direction = row.direction.isEmpty ? "no direction" : row.direction
              if let target = links.finding(row.first) {
                page.container("a", ["href": target]) { page.text(direction) }
              } else {
                page.text(direction)
              }
            }
            page.container("td") { link(to: row.assertion, text: row.assertion, page) }
            for severity in severities {
              page.tag("td", row.counts[severity].map(\.grouped) ?? "–", ["class": "number"])
            }
          }
        }
      }
    }
    page.cut(rows.count, shown: limit, "group")
    writePages(page)
  }

  /// The findings by pair and assertion, in their order.
  static func index(_ findings: [Finding]) -> [IndexRow] {
    var rows: [IndexRow] = []
    var places: [[String]: Int] = [:]
    for finding in findings {
      let key = [finding.from, finding.to, finding.assertion]
      let place = places[key] ?? rows.count
      if place == rows.count {
        places[key] = place
        rows.append(IndexRow(direction: finding.direction, assertion: finding.assertion, first: finding.id))
      }
      rows[place].counts[finding.severity, default: 0] += 1
    }
    return rows
  }

  /// The pages that hold the findings of each assertion, where this page does not show all.
  private func writePages(_ page: borrowing XMLWriter) {
    guard let folder = links.folder, !links.pages.isEmpty else { return }
    let limit = bound(1_000)
    page.table(
      "Pages with all findings of an assertion",
      count: links.pages.count,
      columns: ["Page", "Assertion", "#Findings"]
    ) {
      for file in links.pages.prefix(limit) {
        page.block("tr") {
          page.container("th", ["scope": "row"]) { page.tag("a", file.name, ["href": folder + file.name], limit: 200) }
          page.container("td") { link(to: file.assertion, text: file.assertion, page) }
          page.tag("td", file.findings.count.grouped, ["class": "number"])
        }
      }
    }
    page.cut(links.pages.count, shown: limit, "page")
  }
}
