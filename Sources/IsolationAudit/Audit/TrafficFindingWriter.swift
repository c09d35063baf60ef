import Crypto

/// Turns packets that cross into findings: one for each way across, with a witness, its hops and all of its traffic.
package struct TrafficFindingWriter: Sendable {
  let survey: TrafficSurvey
  let namer: ResourceNamer
  let facts: EstateFacts
  /// The files, for places.
  package let files: SourceFiles
  let narrator: PathNarrator

  /// Creates a writer.
  package init(_ survey: TrafficSurvey, _ namer: ResourceNamer, _ facts: EstateFacts, _ files: SourceFiles) {
    (self.survey, self.namer, self.facts, self.files) = (survey, namer, facts, files)
    narrator = PathNarrator(survey.model)
  }

  var estate: Estate { survey.model.estate }

  /// The answers to the packets of a crossing.
  package func conversation(of crossing: Crossing) -> Conversation {
    let receiver = survey.classes.classes[crossing.receiver]
    let member = survey.classes.members[receiver.members.lowerBound]
    let delivery = Delivery(
      receiver: .interface(member, subnet: receiver.subnet),
      flow: crossing.flow,
      ingressRule: nil
    )
    return Conversation(of: delivery, from: crossing.sender, in: survey.model)
  }

  private func reachability(_ crossing: Crossing, _ conversation: Conversation) -> Reachability {
    switch crossing.flow.certainty {
    case .may: .may
    case .unknown: .unknown
    case .exact: !conversation.answered.isEmpty && conversation.certainty == .exact ? .connects : .oneWay
    }
  }

  /// One finding for each way from one environment to another.
  package func findings(of crossings: [Crossing], _ assertion: Assertion, from: String, to: String) -> [Finding] {
    var ways: [[Symbol]: [Crossing]] = [:]
    for crossing in crossings { ways[crossing.via, default: []].append(crossing) }
    return ways.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { via in
      finding(ways[via] ?? [], via, assertion, from: from, to: to)
    }
  }

  private func finding(
    _ crossings: [Crossing],
    _ via: [Symbol],
    _ assertion: Assertion,
    from: String,
    to: String
  ) -> Finding {
    var traffic: Set<TrafficSet> = []
    var pairs: Set<UInt64> = []
    var best: (crossing: Crossing, conversation: Conversation, reachability: Reachability)?
    for crossing in crossings {
      let conversation = conversation(of: crossing)
      let reachability = reachability(crossing, conversation)
      if best.map({ reachability < $0.reachability }) ?? true { best = (crossing, conversation, reachability) }
      traffic.formUnion(sets(crossing, conversation))
      collectPairs(crossing, &pairs)
    }
    let references = via.map { namer.reference($0) }
    let shown = best.flatMap { witness($0.crossing, $0.conversation) }
    let verdict = best?.reachability ?? .may
    let way = references.map { $0.name ?? $0.id }.joined(separator: " and ")
    return Finding(
      id: Self.fingerprint([assertion.id, from, to] + references.map { $0.name ?? $0.id }),
      assertion: assertion.id,
      severity: assertion.severity,
      kind: .network,
      title: "\(from) \(verdict == .may ? "may reach" : "reaches") \(to) through \(way)",
      from: from,
      to: to,
      verdict: verdict,
      via: references,
      witness: shown?.packet,
      hops: shown?.hops ?? [],
      returnHops: shown?.returnHops ?? [],
      traffic: traffic.sorted(by: Self.order),
      endpointPairs: pairs.count,
      remediation: shown?.remediation ?? []
    )
  }

  /// The traffic that a policy accepts and that exists, by reason.
  package func exceptions(
    _ accepted: [TrafficExceptions.Accepted],
    from: String,
    to: String
  ) -> [AssertionResult.Exception] {
    var byReason: [(TrafficTerm, Set<TrafficSet>)] = []
    for part in accepted {
      let sets = sets(part.crossing, conversation(of: part.crossing))
      if let index = byReason.firstIndex(where: { $0.0 == part.term }) {
        byReason[index].1.formUnion(sets)
      } else {
        byReason.append((part.term, sets))
      }
    }
    return byReason.map { term, sets in
      AssertionResult.Exception(
        from: from,
        to: to,
        reason: term.reason ?? term.description,
        traffic: sets.sorted(by: Self.order)
      )
    }
  }

  /// The finding that two environments both talk to one site.
  package func bridge(
    _ assertion: Assertion,
    from: String,
    to: String,
    site: String,
    _ outbound: (EstateID<VPNConnection>, Int),
    _ inbound: EstateID<VPNConnection>,
    _ crossing: Crossing
  ) -> Finding {
    let connections = [outbound.0, inbound].map { estate.vpnConnections[$0].id }
    let via = (connections[0] == connections[1] ? [connections[0]] : connections).map { namer.reference($0) }
    return Finding(
      id: Self.fingerprint([assertion.id, from, to, "site", site]),
      assertion: assertion.id,
      severity: assertion.severity,
      kind: .network,
      title: "\(from) may reach \(to) through the on-premises site \(site)",
      from: from,
      to: to,
      verdict: .may,
      via: via,
      traffic: sets(crossing, Conversation(of: delivery(crossing), from: crossing.sender, in: survey.model))
        .sorted(by: Self.order),
      remediation: [
        "Keep one site's VPN connections to one tier, or list the site under `outside` with `trusted: true` when its own network keeps the two apart."
      ]
    )
  }

  private func delivery(_ crossing: Crossing) -> Delivery {
    let receiver = survey.classes.classes[crossing.receiver]
    let member = survey.classes.members[receiver.members.lowerBound]
    return Delivery(receiver: .interface(member, subnet: receiver.subnet), flow: crossing.flow, ingressRule: nil)
  }

  // MARK: - Traffic

  private func sets(_ crossing: Crossing, _ conversation: Conversation) -> Set<TrafficSet> {
    // Over a relay the clients are those of the first leg.
    let clients = crossing.reachesRelayBy.flatMap(\.flow.boxes).map(\.sent.source)
    var result: Set<TrafficSet> = []
    for box in crossing.flow.boxes {
      let answered = conversation.answered.contains { $0.now.intersection(box.now) != nil }
      let verdict: Reachability = crossing.flow.certainty == .may ? .may : answered ? .connects : .oneWay
      for source in clients.isEmpty ? [box.sent.source] : clients {
        result.insert(
          TrafficSet(
            source: source.text(box.sent.family),
            destination: box.sent.destination.text(box.sent.family),
            protocol: box.sent.protocols.text,
            ports: box.sent.destinationPorts.text,
            verdict: verdict
          )
        )
      }
    }
    return result
  }

  private func collectPairs(_ crossing: Crossing, _ pairs: inout Set<UInt64>) {
    guard pairs.count < 1_000_000 else { return }
    var sources: [UInt32] = []
    for first in crossing.reachesRelayBy.isEmpty ? [crossing] : crossing.reachesRelayBy {
      switch first.origin {
      case .hosts(let index) where index >= 0:
        for box in first.flow.boxes {
          let own = survey.classes.addresses(of: index, family: box.sent.family, in: box.sent.source, estate)
          sources += own.map(\.0.index)
        }
      case .balancer(_, let index) where index >= 0:
        sources += survey.classes.classes[index].members.map { survey.classes.members[$0].index }
      default: sources.append(.max)
      }
    }
    var destinations: Set<UInt32> = []
    for box in crossing.flow.boxes {
      let taken = survey.classes.addresses(
        of: crossing.receiver,
        family: box.now.family,
        in: box.now.destination,
        estate
      )
      destinations.formUnion(taken.map(\.0.index))
    }
    for source in Set(sources) {
      for destination in destinations { pairs.insert(UInt64(source) << 32 | UInt64(destination)) }
    }
  }

  private static func order(_ a: TrafficSet, _ b: TrafficSet) -> Bool {
    if a.verdict != b.verdict { return a.verdict < b.verdict }
    return (a.source, a.destination, a.protocol, a.ports) < (b.source, b.destination, b.protocol, b.ports)
  }

  /// The first 16 hexadecimal digits of the SHA-256 of texts.
  package static func fingerprint(_ parts: [String]) -> String {
    let digest = SHA256.hash(data: Array(parts.joined(separator: "\u{1F}").utf8))
    return digest.prefix(8).map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}
