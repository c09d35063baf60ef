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
  package func conversation(of crossing: Crossing) -> Conversation { survey.conversation(of: crossing) }

  func reachability(_ crossing: Crossing, _ conversation: Conversation) -> Reachability {
    switch crossing.flow.certainty {
    case .may: .may
    case .unknown: .unknown
    case .exact:
      crossing.isAnsweredBefore && !conversation.answered.isEmpty && conversation.certainty == .exact
        ? .connects : .oneWay
    }
  }

  /// A finding with the crossings that it stands for.
  package struct Found: Sendable {
    package var finding: Finding
    package var crossings: [Crossing]
  }

  /// One finding for each way from one environment to another.
  package func findings(of crossings: [Crossing], _ assertion: Assertion, from: String, to: String) -> [Found] {
    var ways: [[Symbol]: [Crossing]] = [:]
    for crossing in crossings { ways[crossing.via, default: []].append(crossing) }
    return ways.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { via in
      let own = ways[via] ?? []
      return Found(finding: finding(own, via, assertion, from: from, to: to), crossings: own)
    }
  }

  private func finding(
    _ crossings: [Crossing],
    _ via: [Symbol],
    _ assertion: Assertion,
    from: String,
    to: String
  ) -> Finding {
    var traffic = TrafficTally()
    var pairs = EndpointPairs(survey.classes, estate)
    var best: (crossing: Crossing, reachability: Reachability)?
    for crossing in crossings {
      let conversation = conversation(of: crossing)
      let reachability = reachability(crossing, conversation)
      if best.map({ reachability < $0.reachability }) ?? true { best = (crossing, reachability) }
      traffic.add(crossing, conversation)
      pairs.add(crossing)
    }
    let references = via.map { namer.reference($0) }
    let legs = best.flatMap { trace($0.crossing) }?.map(leg) ?? []
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
      witness: Self.witness(legs),
      hops: legs.flatMap(\.hops),
      returnHops: legs.last?.returnHops ?? [],
      traffic: traffic.sets(),
      endpointPairs: pairs.count,
      legs: legs.count > 1 ? legs : []
    )
  }

  /// From the first sender to the last receiver, as the last connection's packet has it.
  static func witness(_ legs: [PathLeg]) -> WitnessPacket? {
    guard let first = legs.first, var packet = legs.last?.packet else { return nil }
    (packet.source, packet.sourceAddress) = (first.packet.source, first.packet.sourceAddress)
    return packet
  }

  /// The traffic that a policy accepts and that exists, by reason.
  package func exceptions(
    _ accepted: [TrafficExceptions.Accepted],
    from: String,
    to: String
  ) -> [AssertionResult.Exception] {
    var byReason: [(term: TrafficTerm, traffic: TrafficTally)] = []
    for part in accepted {
      let index = byReason.firstIndex { $0.term == part.term } ?? byReason.count
      if index == byReason.count { byReason.append((part.term, TrafficTally())) }
      byReason[index].traffic.add(part.crossing, conversation(of: part.crossing))
    }
    return byReason.map { term, traffic in
      AssertionResult.Exception(
        from: from,
        to: to,
        reason: term.reason ?? term.description,
        traffic: traffic.sets()
      )
    }
  }

  /// The finding that two environments both talk to one site, or to sites that gateways of AWS join.
  package func bridge(_ assertion: Assertion, from: String, to: String, _ meeting: TrafficAudit.Meeting) -> Finding {
    var way = [meeting.outbound.resource(in: estate)]
    for edge in meeting.path { way += [edge.from.resource(in: estate)] + edge.via + [edge.to.resource(in: estate)] }
    way.append(meeting.inbound.resource(in: estate))
    var passed: [Symbol] = []
    for symbol in way where !passed.contains(symbol) { passed.append(symbol) }
    let via = passed.map { namer.reference($0) }
    var traffic = TrafficTally()
    var may = meeting.crossing
    may.flow.certainty = .may
    traffic.add(may, Conversation())
    let legs = trace(meeting).map { $0.map(leg) } ?? []
    return Finding(
      id: Self.fingerprint([assertion.id, from, to, "site"] + meeting.sites),
      assertion: assertion.id,
      severity: assertion.severity,
      kind: .network,
      title:
        "\(from) may reach \(to) through the on-premises site\(meeting.sites.count == 1 ? "" : "s") \(meeting.site)",
      from: from,
      to: to,
      verdict: .may,
      via: via,
      witness: Self.witness(legs),
      hops: legs.flatMap(\.hops),
      traffic: traffic.sets(),
      legs: legs
    )
  }

  /// The packets of a way through a site: one that gets to it, and one that it sends on.
  package func trace(_ meeting: TrafficAudit.Meeting, tracesLists: Bool = false) -> [TracedLeg]? {
    let first = traceToSite(meeting.outbound, from: meeting.sender, meeting.reaching, tracesLists: tracesLists)
    guard let first else { return nil }
    let host = IPAddress(family: first.packet.family, value: first.packet.destination.lower)
    guard let onward = trace(meeting.crossing, tracesLists: tracesLists, clientAddress: host) else { return nil }
    return [first] + onward
  }

  /// The first 16 hexadecimal digits of the SHA-256 of texts.
  package static func fingerprint(_ parts: [String]) -> String {
    hexadecimal(SHA256.hash(data: Array(parts.joined(separator: "\u{1F}").utf8)).prefix(8))
  }

  /// Bytes in lower-case hexadecimal.
  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}
