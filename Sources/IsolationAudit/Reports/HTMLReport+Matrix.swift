extension HTMLReport {
  /// The number of environments up to which pairs are shown as a matrix.
  private static let maximumColumns = 24

  /// The matrix, then the environments.
  func writeEnvironments(_ page: borrowing XMLWriter) {
    let names = result.environments.map(\.name)
    if result.matrix.isEmpty {
      page.paragraph("The policy names no pair of environments.")
    } else if names.count <= Self.maximumColumns {
      writeMatrix(names, page)
    } else {
      writePairs(page)
    }
    page.block("ul", ["class": "legend"]) {
      page.line()
      for status in AuditResult.MatrixCell.Status.reportOrder
      where result.matrix.contains(where: { $0.status == status }) {
        page.block("li", ["class": status.rawValue]) {
          page.status(status.symbol, status.word, class: status.rawValue)
          page.text(": \(status.meaning)")
          if status == .isolated, result.certificates != nil {
            page.text("; where it says “proven”, a certificate stands for it")
          }
        }
      }
    }
    writeHeld(page)
  }

  /// What each environment holds.
  private func writeHeld(_ page: borrowing XMLWriter) {
    guard !result.environments.isEmpty else { return }
    let limit = bound(500)
    page.scrolling("Table of environments") {
      page.table(
        "The environments of the policy",
        count: result.environments.count,
        columns: ["Environment", "Tier", "Accounts", "Regions", "VPCs", "#Network interfaces", "#Principals"]
      ) {
        for environment in result.environments.prefix(limit) {
          page.block("tr") {
            page.cell(environment.name, isHeader: true)
            page.cell(environment.tier ?? "none")
            writeShort(environment.accounts, limit: 8, page)
            writeShort(environment.regions, limit: 8, page)
            page.container("td") {
              for (index, vpc) in environment.vpcs.prefix(8).enumerated() {
                if index > 0 { page.element("br") }
                page.identifier(vpc.id)
              }
              if environment.vpcs.count > 8 { page.text(" and \((environment.vpcs.count - 8).grouped) more") }
            }
            page.tag("td", environment.networkInterfaces.grouped, ["class": "number"])
            page.tag("td", environment.principals.grouped, ["class": "number"])
          }
        }
      }
    }
    page.cut(result.environments.count, shown: limit, "environment")
  }

  /// A cell with short names, one below the other.
  func writeShort(_ names: [String], limit: Int, _ page: borrowing XMLWriter) {
    page.container("td") {
      for (index, name) in names.prefix(limit).enumerated() {
        if index > 0 { page.element("br") }
        page.tag("span", name, ["class": name.utf8.count <= 24 ? "whole" : nil])
      }
      if names.count > limit { page.text(" and \((names.count - limit).grouped) more") }
    }
  }

  private func writeMatrix(_ names: [String], _ page: borrowing XMLWriter) {
    var cells: [[String]: AuditResult.MatrixCell] = [:]
    for cell in result.matrix { cells[[cell.from, cell.to]] = cell }
    let proven = provenPairs
    page.scrolling("Matrix of environments") {
      page.block("table", ["class": names.count > 8 ? "matrix dense" : "matrix"]) {
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
              for to in names {
                let cell = from == to ? nil : cells[[from, to]]
                write(cell, isSelf: from == to, isProven: proven.contains([from, to]), page)
              }
            }
          }
        }
      }
    }
  }

  /// The pairs for which each assertion about traffic has a certificate.
  private var provenPairs: Set<[String]> {
    var proven: Set<[String]> = []
    var others: Set<[String]> = []
    for pair in result.certificates?.pairs ?? [] {
      if pair.isProven { proven.insert([pair.from, pair.to]) } else { others.insert([pair.from, pair.to]) }
    }
    return proven.subtracting(others)
  }

  private func write(
    _ cell: AuditResult.MatrixCell?,
    isSelf: Bool,
    isProven: Bool,
    _ page: borrowing XMLWriter
  ) {
    guard let cell else {
      page.container("td", ["class": "self"]) {
        page.tag("span", isSelf ? "the same environment" : "no statement", ["class": "unseen"])
      }
      return
    }
    page.container("td", ["class": cell.status.rawValue]) {
      if let target = cell.findings.lazy.compactMap({ links.finding($0) }).first {
        page.container("a", ["href": target]) { page.status(cell.status.symbol, cell.status.word, class: "") }
      } else {
        page.status(cell.status.symbol, cell.status.word, class: "")
      }
      if !cell.findings.isEmpty {
        page.small(cell.findings.count.of("finding"))
      } else if isProven, cell.status == .isolated || cell.status == .allowed {
        page.small("proven")
      }
    }
  }

  /// The pairs that are not isolated, for an estate with more environments than a matrix can show.
  private func writePairs(_ page: borrowing XMLWriter) {
    let pairs = AuditResult.MatrixCell.Status.reportOrder.prefix(4).flatMap { status in
      result.matrix.filter { $0.status == status }
    }
    let limit = bound(500)
    page.table(
      "Pairs of environments that are not simply isolated",
      count: pairs.count,
      columns: ["From", "To", "Status", "#Findings"]
    ) {
      for cell in pairs.prefix(limit) {
        page.block("tr") {
          page.cell(cell.from)
          page.cell(cell.to)
          page.container("td") {
            if let target = cell.findings.lazy.compactMap({ links.finding($0) }).first {
              page.container("a", ["href": target]) {
                page.status(cell.status.symbol, cell.status.word, class: cell.status.rawValue)
              }
            } else {
              page.status(cell.status.symbol, cell.status.word, class: cell.status.rawValue)
            }
          }
          page.tag("td", cell.findings.count.grouped, ["class": "number"])
        }
      }
    }
    page.cut(pairs.count, shown: limit, "pair")
    let others = [AuditResult.MatrixCell.Status.isolated, .notAssessed].map { status in
      "\(result.matrix.count { $0.status == status }.of("pair")) \(status.word)"
    }
    page.paragraph("Besides these: " + others.joined(separator: ", ") + ".")
  }
}
