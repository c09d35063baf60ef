extension HTMLReport {
  /// What proves each pass: the routing entries and filters that stop the traffic, pair by pair.
  func writeCertificates(_ page: borrowing XMLWriter) {
    guard let certificates = result.certificates else { return }
    let proven = certificates.pairs.count(where: \.isProven)
    page.paragraph(
      "The JSON result holds a certificate for \(proven.grouped) of \(certificates.pairs.count.of("pair")) that "
        + "assertions about traffic call isolated: for each place of the network, what the packets of the one side can be "
        + "there. `verify-certificate` checks it against the snapshot with code of its own."
    )
    let limit = bound(Self.maximumCertificates)
    page.scrolling("Table of certificates") {
      page.table(
        "What is proven, and by what",
        class: "proofs",
        count: certificates.pairs.count,
        columns: ["Assertion", "From", "To", "Certificate"]
      ) {
        for pair in certificates.pairs.prefix(limit) {
          page.block("tr") {
            page.cell(pair.assertion)
            page.cell(pair.from)
            page.cell(pair.to)
            page.container("td") {
              guard pair.isProven else { return page.text("none: \((pair.reason ?? "").visible(limit: 300))") }
              page.text(pair.proof)
              writeStops(pair, page)
            }
          }
        }
      }
    }
    page.cut(certificates.pairs.count, shown: limit, "pair")
  }

  private static let maximumCertificates = 600
  private static let maximumStops = 6

  private func writeStops(_ pair: IsolationCertificates.Pair, _ page: borrowing XMLWriter) {
    for stop in pair.stops.prefix(Self.maximumStops) {
      page.small {
        page.tag("code", stop.resource, limit: 120)
        page.text(" \(stop.code.visible(limit: 80)) ")
        if let location = stop.location { page.text(location.description.visible(limit: 200)) }
      }
    }
    let rest = pair.stops.count - Self.maximumStops
    if rest > 0 { page.small("and \(rest.of("more element"))") }
  }
}

extension IsolationCertificates.Pair {
  /// What the certificate says in a few words.
  var proof: String {
    let accepted = accepted.reduce(0) { $0 + $1.boxes.count }
    return "proven by \(stops.count.of("entry", plural: "entries"))"
      + (accepted == 0 ? "" : ", but for accepted traffic")
  }
}
