extension HTMLReport {
  /// What was read, what was missing, and what is not looked at.
  func writeCoverage(_ page: borrowing XMLWriter) {
    let coverage = result.coverage
    page.paragraph(
      "Completeness was judged from \(coverage.basis.visible()). "
        + "What is missing where it could matter makes an assertion inconclusive; it never passes."
    )
    writeAccounts(page)
    writeResources(page)
    page.tag("h3", "Without an environment")
    if coverage.unassignedCount == 0 {
      page.paragraph("Every network interface stands in an environment of the policy.")
    } else {
      let verb = coverage.unassignedCount == 1 ? "stands" : "stand"
      page.paragraph("\(coverage.unassignedCount.of("network interface")) \(verb) in no environment of the policy.")
      let limit = bound(24)
      writeItems(Array(coverage.unassigned.prefix(limit)), page) { page, resource in page.resource(resource) }
      page.cut(coverage.unassignedCount, shown: min(limit, coverage.unassigned.count), "network interface")
    }
    page.tag("h3", "Not read")
    if coverage.unreadKeys.isEmpty {
      page.paragraph("Every list in the inputs was read.")
    } else {
      let limit = bound(200)
      page.block("p") {
        page.text("Present in the inputs, and of a kind that this audit does not read: ")
        for (index, key) in coverage.unreadKeys.prefix(limit).enumerated() {
          if index > 0 { page.text(", ") }
          page.tag("code", key, limit: 120)
        }
        page.text(".")
      }
      page.cut(coverage.unreadKeys.count, shown: limit, "list")
    }
    guard !coverage.notAnalysed.isEmpty else { return }
    page.tag("h3", "Not analysed")
    writeItems(coverage.notAnalysed, page) { page, sentence in page.text(sentence.visible()) }
  }

  /// What was collected of one account, over its Regions.
  struct AccountCoverage {
    var account: String
    var environment: String?
    var regions: [String] = []
    var vpcs = 0
    var networkInterfaces = 0
    var gaps: [(region: String, gap: String)] = []
  }

  /// The places by account, in their order.
  var accounts: [AccountCoverage] {
    var accounts: [AccountCoverage] = []
    var indices: [String: Int] = [:]
    for place in result.coverage.places {
      let index = indices[place.account] ?? accounts.count
      if index == accounts.count {
        indices[place.account] = index
        accounts.append(AccountCoverage(account: place.account, environment: place.environment))
      }
      accounts[index].environment = accounts[index].environment ?? place.environment
      if place.region != "global" { accounts[index].regions.append(place.region) }
      accounts[index].vpcs += place.vpcs
      accounts[index].networkInterfaces += place.networkInterfaces
      accounts[index].gaps += place.gaps.map { (place.region, $0) }
    }
    return accounts
  }

  private func writeAccounts(_ page: borrowing XMLWriter) {
    let accounts = accounts
    let limit = bound(400)
    page.scrolling("Table of accounts") {
      page.table(
        "Accounts, and what is missing of them",
        count: accounts.count,
        columns: ["Account", "Environment", "Regions", "#VPCs", "#Network interfaces", "Missing"]
      ) {
        for account in accounts.prefix(limit) {
          page.block("tr") {
            page.cell(account.account, isHeader: true)
            page.cell(account.environment ?? "none")
            writeShort(account.regions, limit: 6, page)
            page.tag("td", account.vpcs.grouped, ["class": "number"])
            page.tag("td", account.networkInterfaces.grouped, ["class": "number"])
            page.container("td") {
              if account.gaps.isEmpty { page.text("nothing") }
              for (index, gap) in account.gaps.prefix(30).enumerated() {
                if index > 0 { page.element("br") }
                page.text("\(gap.region.visible(limit: 40)): \(gap.gap.visible(limit: 300))")
              }
              if account.gaps.count > 30 { page.text(" and \((account.gaps.count - 30).grouped) more") }
            }
          }
        }
      }
    }
    page.cut(accounts.count, shown: limit, "account")
  }

  private func writeResources(_ page: borrowing XMLWriter) {
    let resources = result.coverage.resources
    let unreadable = resources.reduce(0) { $0 + $1.unreadable }
    page.block("details", ["open": resources.count <= 12 ? "open" : nil]) {
      let modelled = resources.reduce(0) { $0 + $1.modelled }
      page.tag("summary", "\(modelled.of("resource")) modelled, \(unreadable.grouped) unreadable, by kind")
      page.line()
      page.table(
        "Resources by kind",
        class: "narrow",
        count: resources.count,
        columns: ["Kind", "#Modelled", "#Unreadable"]
      ) {
        for count in resources {
          page.block("tr") {
            page.tag("th", count.kind, ["scope": "row"])
            page.tag("td", count.modelled.grouped, ["class": "number"])
            page.tag("td", count.unreadable.grouped, ["class": "number"])
          }
        }
      }
    }
  }

  func writeItems<Item>(
    _ items: [Item],
    _ page: borrowing XMLWriter,
    item write: (borrowing XMLWriter, Item) -> Void
  ) {
    page.block("ul") {
      page.line()
      for item in items { page.block("li") { write(page, item) } }
    }
  }
}
