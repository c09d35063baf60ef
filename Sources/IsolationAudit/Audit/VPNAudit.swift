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

  /// Customer gateways whose VPN connections lead to hosts of both sides.
  private func sharedGateways(
    _ assertion: Assertion,
    _ pair: ScopePair,
    _ from: String,
    _ to: String,
    _ gaps: inout Set<TrafficSurvey.Gap>
  ) -> [Finding] {
    var sites: [Symbol: [EstateID<VPNConnection>]] = [:]
    for id in estate.vpnConnections.ids {
      let gateway = estate.vpnConnections[id].customerGateway
      var key = gateway
      if case .customerGateway(let record)? = estate.find(gateway), !estate.customerGateways[record].address.isEmpty {
        key = estate.customerGateways[record].address
      } else if let tunnel = estate.vpnConnections[id].tunnels.first, !tunnel.customerAddress.isEmpty {
        key = tunnel.customerAddress
      }
      sites[key, default: []].append(id)
    }
    let targets = [pair.from, pair.to].map { survey.targets(traffic.classes(of: $0)) }
    var findings: [Finding] = []
    for key in sites.keys.sorted(by: { estate.symbols[$0] < estate.symbols[$1] }) {
      let connections = sites[key] ?? []
      let reached = targets.map { side in
        connections.first { connection in
          let outcome = survey.survey(siteOf: connection, to: side)
          gaps.formUnion(outcome.gaps)
          return !outcome.crossings.isEmpty
        }
      }
      guard let first = reached[0], let second = reached[1] else { continue }
      let used = first == second ? [first] : [first, second]
      let references = used.map { namer.reference(estate.vpnConnections[$0].id) }
      let gateways = used.map { estate.vpnConnections[$0].customerGateway }
      let hops = zip(used, gateways).map { connection, gateway in
        Hop(
          resource: namer.reference(gateway),
          action: "ends VPN connection \(estate.symbols[estate.vpnConnections[connection].id])",
          rule: estate.symbols[key],
          location: traffic.writer.files.locate(estate.vpnConnections[connection].provenance)
        )
      }
      let name = namer.reference(gateways[0]).name ?? estate.symbols[key]
      findings.append(
        finding(
          assertion,
          from,
          to,
          key: "gateway \(name)",
          title: "customer gateway \(name) (\(estate.symbols[key])) leads to hosts of \(from) and of \(to)",
          via: references,
          hops: hops,
          advice: "Give each side a customer gateway and VPN connections of its own."
        )
      )
    }
    return findings
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
