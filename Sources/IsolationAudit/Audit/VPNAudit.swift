/// Judges `separate-vpn`: no Client VPN endpoint, authorization group, customer gateway or site serves two sides.
package struct VPNAudit: Sendable {
  private let traffic: TrafficAudit
  private let survey: TrafficSurvey
  private let policy: Policy
  private let namer: ResourceNamer
  private let placement: Placement

  /// Uses the survey of an audit.
  package init(_ traffic: TrafficAudit) {
    (self.traffic, survey, policy) = (traffic, traffic.survey, traffic.policy)
    (namer, placement) = (traffic.namer, traffic.placement)
  }

  private var estate: Estate { survey.model.estate }

  /// Judges an assertion.
  package func judge(_ assertion: Assertion) -> TrafficAudit.Judgement {
    var judgement = TrafficAudit.Judgement()
    for pair in policy.unorderedPairs(of: assertion.kind.scope) {
      guard let from = pair.from.environment, let to = pair.to.environment else {
        judgement.gaps.append("`separate-vpn` compares environments, and one side of the assertion is none")
        continue
      }
      var gaps: Set<TrafficSurvey.Gap> = []
      let findings =
        sharedGroups(assertion, from, to)
        + clients(assertion, of: pair.from, reaching: pair.to, &gaps, &judgement.subjects)
        + clients(assertion, of: pair.to, reaching: pair.from, &gaps, &judgement.subjects)
        + sharedGateways(assertion, pair, from, to, &gaps)
      judgement.findings += findings
      let missing = gaps.map { "what \(estate.symbols[$0.resource]) needs is not in the snapshot" }.sorted()
      judgement.gaps += missing.map { "VPN access of \(from) and \(to): \($0)" }
      judgement.pairs.append(
        AssertionResult.Pair(
          from: from,
          to: to,
          outcome: !findings.isEmpty ? .violated : missing.isEmpty ? .passed : .inconclusive,
          reason: findings.isEmpty
            ? missing.first ?? "no endpoint, group, customer gateway or site serves both"
            : findings.map(\.title).joined(separator: "; ")
        )
      )
    }
    return judgement
  }

  private func endpoints(of environment: String) -> [EstateID<ClientVPNEndpoint>] {
    guard let index = policy.environments.firstIndex(where: { $0.name == environment }) else { return [] }
    return estate.clientVPNEndpoints.ids.filter { placement.ofClientVPN[Int($0.index)] == Int16(index) }
  }

  private func sharedGroups(_ assertion: Assertion, _ from: String, _ to: String) -> [Finding] {
    func groups(_ environment: String) -> [Symbol: (EstateID<ClientVPNEndpoint>, ClientVPNEndpoint.AuthorizationRule)] {
      var result: [Symbol: (EstateID<ClientVPNEndpoint>, ClientVPNEndpoint.AuthorizationRule)] = [:]
      for id in endpoints(of: environment) {
        for rule in estate.clientVPNEndpoints[id].authorizationRules ?? [] where rule.isActive && !rule.group.isEmpty {
          if result[rule.group] == nil { result[rule.group] = (id, rule) }
        }
      }
      return result
    }
    let (first, second) = (groups(from), groups(to))
    let common = first.keys.filter { second[$0] != nil }.sorted { estate.symbols[$0] < estate.symbols[$1] }
    return common.compactMap { group in
      guard let a = first[group], let b = second[group], a.0 != b.0 else { return nil }
      let name = estate.symbols[group]
      let hops = [a, b].map { id, rule in
        Hop(
          resource: namer.reference(estate.clientVPNEndpoints[id].id),
          action: "authorizes group \(name)",
          rule: "\(rule.destination) for group \(name)",
          location: traffic.writer.files.locate(rule.provenance)
        )
      }
      return finding(
        assertion,
        from,
        to,
        key: "group \(name)",
        title: "group \(name) is authorized on VPN endpoints of \(from) and of \(to)",
        via: hops.map(\.resource),
        hops: hops,
        advice: "Remove the group's authorization rule from one of the endpoints."
      )
    }
  }

  /// Clients of one side's endpoint that reach hosts of the other side.
  private func clients(
    _ assertion: Assertion,
    of side: ScopeSide,
    reaching other: ScopeSide,
    _ gaps: inout Set<TrafficSurvey.Gap>,
    _ subjects: inout [CutSubject]
  ) -> [Finding] {
    guard let from = side.environment, let to = other.environment else { return [] }
    let targets = survey.targets(traffic.classes(of: other))
    return endpoints(of: from).compactMap { endpoint in
      let outcome = survey.survey(clientsOf: endpoint, to: targets)
      gaps.formUnion(outcome.gaps)
      var direct = outcome.crossings.filter { !$0.elements.contains(.internet) }
      // One finding for each endpoint, whatever ways its clients have.
      guard let via = direct.map(\.via).min(by: { $0.lexicographicallyPrecedes($1) }) else { return nil }
      for index in direct.indices { direct[index].via = via }
      guard var finding = traffic.writer.findings(of: direct, assertion, from: from, to: to).first?.finding else {
        return nil
      }
      let reference = namer.reference(estate.clientVPNEndpoints[endpoint].id)
      finding.id = TrafficFindingWriter.fingerprint([assertion.id, from, to, reference.name ?? reference.id])
      finding.title = "clients of VPN endpoint \(reference.name ?? reference.id) of \(from) reach \(to)"
      finding.via = [reference] + finding.via.filter { $0 != reference }
      subjects.append(CutSubject(finding.id, ScopePair(from: side, to: other), clientsOf: endpoint, direct))
      return finding
    }
  }

  /// What a site's links lead to, of one side.
  private struct Lead {
    var site: Int
    var link: OnPremisesLink
  }

  /// Customer gateways and Direct Connect connections whose links lead to hosts of both sides, and pairs of them that gateways
  /// of AWS join.
  private func sharedGateways(
    _ assertion: Assertion,
    _ pair: ScopePair,
    _ from: String,
    _ to: String,
    _ gaps: inout Set<TrafficSurvey.Gap>
  ) -> [Finding] {
    guard !survey.model.onPremises.all.isEmpty else { return [] }
    let graph = SiteGraph(survey, namer, nil)
    var leads: [[Lead]] = []
    for side in [pair.from, pair.to] {
      let targets = survey.targets(traffic.classes(of: side))
      var own: [Lead] = []
      for (index, site) in graph.sites.enumerated() {
        let link = site.links.first { link in
          let outcome = survey.survey(siteOf: link, to: targets)
          gaps.formUnion(outcome.gaps)
          return !outcome.crossings.isEmpty
        }
        if let link { own.append(Lead(site: index, link: link)) }
      }
      leads.append(own)
    }
    var findings: [Finding] = []
    for first in leads[0] {
      guard let second = leads[1].first(where: { $0.site == first.site }) else { continue }
      findings.append(shared(assertion, from, to, graph.sites[first.site], [first.link, second.link]))
    }
    return findings + joined(assertion, from, to, graph, leads)
  }

  /// The finding that one site's links lead to hosts of both sides.
  private func shared(
    _ assertion: Assertion,
    _ from: String,
    _ to: String,
    _ site: SiteGraph.Site,
    _ links: [OnPremisesLink]
  ) -> Finding {
    let used = links[0] == links[1] ? [links[0]] : links
    var device = ResourceReference(id: site.name, type: "site")
    var kind = "link"
    switch links[0] {
    case .vpn(let id):
      device = namer.reference(estate.vpnConnections[id].customerGateway)
      kind = "customer gateway"
    case .virtualInterface(let id) where !estate.virtualInterfaces[id].connection.isEmpty:
      kind = "Direct Connect connection"
    default: break
    }
    let name = device.name ?? site.name
    return finding(
      assertion,
      from,
      to,
      key: "gateway \(name)",
      title: "\(kind) \(name)\(name == site.name ? "" : " (\(site.name))") leads to hosts of \(from) and of \(to)",
      via: used.map { namer.reference($0.resource(in: estate)) },
      hops: used.map { hop($0, rule: site.name) },
      advice: kind == "customer gateway"
        ? "Give each side a customer gateway and VPN connections of its own."
        : "Give each side a Direct Connect connection and virtual interfaces of its own."
    )
  }

  /// Sites of the two sides that a gateway of AWS joins.
  private func joined(
    _ assertion: Assertion,
    _ from: String,
    _ to: String,
    _ graph: SiteGraph,
    _ leads: [[Lead]]
  ) -> [Finding] {
    let second = Set(leads[1].map(\.site))
    var findings: [Finding] = []
    for first in leads[0] where !second.contains(first.site) {
      let forth = graph.ways(from: [(site: first.site, certainty: .exact)])
      for other in leads[1] where !leads[0].contains(where: { $0.site == other.site }) {
        let back = graph.ways(from: [(site: other.site, certainty: .exact)])[first.site]
        guard let way = [forth[other.site], back].compactMap({ $0 }).first(where: { $0.certainty != .unknown }) else {
          continue
        }
        let links = way.path.flatMap { [$0.from, $0.to] }
        let joints = way.path.flatMap(\.via).filter { joint in !links.contains { $0.resource(in: estate) == joint } }
        var via: [Symbol] = []
        for symbol in joints where !via.contains(symbol) { via.append(symbol) }
        let references = via.map { namer.reference($0) }
        let names = [graph.sites[first.site].name, graph.sites[other.site].name]
        let joint = references.map { $0.name ?? $0.id }.joined(separator: " and ")
        findings.append(
          finding(
            assertion,
            from,
            to,
            key: "joined \(names.joined(separator: " "))",
            title: "site \(names[0]) of \(from) and site \(names[1]) of \(to) reach each other through \(joint)",
            via: references,
            hops: [first.link, other.link].map { hop($0, rule: names.joined(separator: " and ")) },
            advice: "Give each side gateways of its own, or separate their routes."
          )
        )
      }
    }
    return findings
  }

  private func hop(_ link: OnPremisesLink, rule: String) -> Hop {
    let id = link.resource(in: estate)
    var resource = namer.reference(id)
    var action = "leads to the site"
    if case .vpn(let connection) = link {
      resource = namer.reference(estate.vpnConnections[connection].customerGateway)
      action = "ends VPN connection \(estate.symbols[id])"
    }
    return Hop(
      resource: resource,
      action: action,
      rule: rule,
      location: traffic.writer.files.locate(link.provenance(in: estate))
    )
  }

  private func finding(
    _ assertion: Assertion,
    _ from: String,
    _ to: String,
    key: String,
    title: String,
    via: [ResourceReference],
    hops: [Hop],
    advice: String
  ) -> Finding {
    Finding(
      id: TrafficFindingWriter.fingerprint([assertion.id, from, to, key]),
      assertion: assertion.id,
      severity: assertion.severity,
      kind: .arrangement,
      title: title,
      from: from,
      to: to,
      via: via,
      hops: hops,
      remediation: [advice]
    )
  }
}
