extension TrafficAudit {
  /// The packets that a side outside the estate sends: from the internet, or from a site behind VPN connections.
  func outside(_ side: ScopeSide, to targets: TrafficSurvey.Targets) -> TrafficSurvey.Outcome {
    var outcome = TrafficSurvey.Outcome()
    guard side.environment == nil else { return outcome }
    if side.selector.coversInternet {
      for address in targets.publicAddresses {
        let box = HeaderBox(family: .ipv4, destination: AddressRange(UInt128(address)))
        survey.walk(box, .internet(nil), .hosts(-1), targets, &outcome)
      }
      if let hull = targets.hull(.ipv6) {
        survey.walk(HeaderBox(family: .ipv6, destination: hull), .internet(nil), .hosts(-1), targets, &outcome)
      }
    }
    for site in side.selector.terms.flatMap({ policy.sites(of: $0) }) {
      for link in OutsideConnections(namer).links(of: site) {
        outcome.add(survey.survey(siteOf: link, to: targets))
      }
    }
    return outcome
  }

  /// A way from one environment to another through a site that both talk to, or through sites that gateways of AWS join.
  package struct Meeting: Sendable {
    /// The names of the sites, or the devices at their ends, in the order of the way.
    package var sites: [String]
    /// The link by which packets get to the first site.
    package var outbound: OnPremisesLink
    /// The class that sends them.
    package var sender: Int
    /// Some of these packets.
    package var reaching: TrackedBox
    /// The ways between the sites.
    package var path: [SiteGraph.Edge]
    /// The link by which the last site sends packets on.
    package var inbound: OnPremisesLink
    /// These packets.
    package var crossing: Crossing

    /// The names of the sites in words.
    package var site: String { sites.joined(separator: " and ") }
  }

  /// Two environments that both talk to one site may be joined there, unless the policy trusts the site; and so may two that
  /// talk to sites which gateways of AWS join.
  func bridges(_ pair: ScopePair, from: String, to: String) -> (meetings: [Meeting], gaps: [String]) {
    guard pair.from.environment != nil, pair.to.environment != nil else { return ([], []) }
    let (outbound, inbound) = (contacts(pair.from), contacts(pair.to))
    guard !outbound.links.isEmpty || !outbound.untold.isEmpty || !inbound.untold.isEmpty else { return ([], []) }
    let graph = knownGraph ?? SiteGraph(survey, namer, policy)
    let targets = survey.targets(classes(of: pair.to))
    var gaps: Set<String> = []
    var meetings: [Meeting] = []
    func exit(_ site: Int) -> (link: OnPremisesLink, contact: SiteContacts.Contact)? {
      graph.sites[site].links.compactMap { link in outbound.links[link].map { (link, $0) } }
        .min { ($0.1.certainty, $0.0) < ($1.1.certainty, $1.0) }
    }
    let starts = graph.sites.indices.compactMap { site in
      exit(site).map { (site: site, certainty: $0.contact.certainty) }
    }
    let ways = graph.ways(from: starts)
    for site in ways.keys.sorted() {
      guard let way = ways[site], let exit = exit(way.start) else { continue }
      let entry = entry(graph.sites[site], targets, to: to)
      let names = ([way.start] + way.path.map(\.site)).map { graph.sites[$0].name }
      if let inbound = entry.crossing, way.certainty != .unknown, let box = exit.contact.box {
        meetings.append(
          Meeting(
            sites: names,
            outbound: exit.link,
            sender: exit.contact.sender,
            reaching: box,
            path: way.path,
            inbound: inbound.link,
            crossing: inbound.crossing
          )
        )
      } else if entry.crossing != nil {
        gaps.insert(
          "what lies behind the links of \(names.joined(separator: " and ")) is learned by BGP or not in the snapshot; "
            + "\(from) and \(to) may meet there"
        )
      } else {
        gaps.formUnion(entry.gaps)
      }
    }
    gaps.formUnion(untoldMeetings(outbound, inbound, targets, from: from, to: to))
    return (meetings, gaps.sorted())
  }

  /// How hosts of a side reach sites outside of the estate.
  private func contacts(_ side: ScopeSide) -> SiteContacts {
    knownContacts[side] ?? SiteContacts(classes(of: side), survey)
  }

  /// Works out once what the pairs of an assertion share.
  mutating func prepareSites(_ pairs: [ScopePair]) {
    guard !survey.model.onPremises.all.isEmpty else { return }
    for side in pairs.flatMap({ [$0.from, $0.to] }) where side.environment != nil && knownContacts[side] == nil {
      knownContacts[side] = SiteContacts(classes(of: side), survey)
    }
    if knownGraph == nil { knownGraph = SiteGraph(survey, namer, policy) }
  }

  /// How a site reaches receivers.
  private struct Entry {
    var crossing: (link: OnPremisesLink, crossing: Crossing)?
    var gaps: Set<String> = []
  }

  private func entry(_ site: SiteGraph.Site, _ targets: TrafficSurvey.Targets, to: String) -> Entry {
    var entry = Entry()
    for link in site.links {
      let outcome = survey.survey(siteOf: link, to: targets)
      entry.gaps.formUnion(outcome.gaps.map { describe($0, from: "the site \(site.name)", to: to) })
      if entry.crossing == nil, let crossing = outcome.crossings.first { entry.crossing = (link, crossing) }
    }
    return entry
  }

  /// Gateways of which the snapshot does not tell where they lead, on the way out of one side, when the other side has a way
  /// to the outside too: a known one, or one as little told.
  private func untoldMeetings(
    _ outbound: SiteContacts,
    _ inbound: SiteContacts,
    _ targets: TrafficSurvey.Targets,
    from: String,
    to: String
  ) -> [String] {
    func text(_ symbol: Symbol, _ side: String) -> String {
      let list = survey.model.onPremises.untold[symbol].map { ": `\($0)` of its account was not collected" } ?? ""
      return
        "packets of \(side) get to \(estate.symbols[symbol]), and what is behind it is not in the snapshot\(list); "
        + "\(from) and \(to) may meet there"
    }
    var gaps: [String] = []
    if !outbound.untold.isEmpty {
      let isEntered =
        !inbound.untold.isEmpty
        || survey.model.onPremises.all.contains { link in
          let outcome = survey.survey(siteOf: link, to: targets)
          return !outcome.crossings.isEmpty || !outcome.gaps.isEmpty
        }
      if isEntered { gaps += outbound.untold.map { text($0, from) } }
    }
    if !outbound.links.isEmpty { gaps += inbound.untold.map { text($0, to) } }
    return gaps
  }
}
