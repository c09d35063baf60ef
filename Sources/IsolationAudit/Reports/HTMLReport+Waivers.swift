extension HTMLReport {
  /// The register of waivers: who decided to live with what, until when, and what became of it.
  func writeWaivers(_ page: borrowing XMLWriter) {
    guard let register = result.waivers else { return }
    page.paragraph(
      "A waiver is somebody's decision to live with a finding until a day. It takes nothing out of this record: the "
        + "findings stand above. Expired, void and malformed waivers count as absent."
    )
    guard !register.waivers.isEmpty else { return page.paragraph("The waiver files hold no waiver.") }
    page.paragraph(Self.counts(register.waivers))
    let order: [WaiverRecord.Status] = [.malformed, .void, .expired, .expiring, .unused, .inForce]
    let waivers = order.flatMap { status in register.waivers.filter { $0.status == status } }
    let limit = bound(600)
    page.scrolling("Waiver register") {
      page.table(
        "Waiver register",
        class: "register",
        count: waivers.count,
        columns: ["Waiver", "Status", "Reason and evidence", "Owner, approver, ticket", "Created, expires", "Findings"]
      ) {
        for waiver in waivers.prefix(limit) { write(waiver, page) }
      }
    }
    page.cut(waivers.count, shown: limit, "waiver")
  }

  private static func counts(_ waivers: [WaiverRecord]) -> String {
    let statuses: [WaiverRecord.Status] = [.inForce, .expiring, .expired, .void, .unused, .malformed]
    let parts = statuses.compactMap { status in
      let count = waivers.count { $0.status == status }
      return count > 0 ? "\(count.grouped) \(status.recordWord)" : nil
    }
    return "\(waivers.count.of("waiver")): " + parts.joined(separator: ", ") + "."
  }

  private func write(_ waiver: WaiverRecord, _ page: borrowing XMLWriter) {
    page.block("tr") {
      page.container("th", ["scope": "row"]) {
        page.tag("b", waiver.id, limit: 120)
        page.small {
          link(to: waiver.assertion, text: waiver.assertion, page)
          let direction = "\(waiver.from ?? "any") → \(waiver.to ?? "any")".visible(limit: 160)
          page.text(" \(direction)")
        }
        if let location = waiver.location { page.small { page.text(location.visible) } }
      }
      page.container("td") {
        page.status(waiver.status.recordSymbol, waiver.status.recordWord, class: waiver.status.recordClass)
        for remark in waiver.remarks.prefix(6) { page.small(remark) }
      }
      page.container("td") {
        page.text(waiver.reason.visible())
        if let evidence = waiver.evidence { page.small("Evidence: \(evidence)") }
      }
      page.container("td") {
        page.text(waiver.owner.visible(limit: 120))
        page.small("approved by \(waiver.approver)", limit: 200)
        page.small(waiver.ticket, limit: 200)
      }
      page.container("td") {
        page.tag("span", waiver.created, ["class": "whole"], limit: 40)
        page.element("br")
        page.tag("span", waiver.expires, ["class": "whole"], limit: 40)
        if let days = waiver.daysLeft {
          page.small(days < 0 ? "\((-days).of("day")) over" : "\(days.of("day")) left")
        }
      }
      page.container("td") {
        if waiver.findings.isEmpty { page.text("none") }
        link(toFindings: waiver.findings, page)
      }
    }
  }
}

extension WaiverRecord.Status {
  /// The status in one word or two, as the register has it.
  fileprivate var recordWord: String {
    switch self {
    case .inForce: "in force"
    case .expiring: "expires soon"
    case .expired: "expired"
    case .void: "void, the path changed"
    case .unused: "unused"
    case .malformed: "malformed"
    }
  }

  fileprivate var recordSymbol: String {
    switch self {
    case .inForce: "◇"
    case .expiring: "◈"
    case .expired, .void, .malformed: "✖"
    case .unused: "–"
    }
  }

  fileprivate var recordClass: String {
    switch self {
    case .inForce: "waived"
    case .expiring: "inconclusive"
    case .expired, .void, .malformed: "violated"
    case .unused: "not-assessed"
    }
  }
}
